import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetHandover, type HandoverView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { handoverColumns, viewOfHandover, type HandoverRow } from './handover.view.js';

@Controller()
export class GetHandoverHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetHandover)
  async handle({ handoverId }: GetHandover, by: Actor): Promise<HandoverView> {
    const row = await this.reader.one<HandoverRow>(`select ${handoverColumns} from handover o where o.id = $1`, [
      handoverId,
    ]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('handover.not-found', '没有这次房屋交付记录，请核对编号。');
    return viewOfHandover(row);
  }
}
