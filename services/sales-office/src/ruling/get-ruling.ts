import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetRuling, type RulingView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { rulingColumns, viewOfRow, type RulingRow } from './ruling.view.js';

@Controller()
export class GetRulingHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetRuling)
  async handle({ rulingId }: GetRuling, by: Actor): Promise<RulingView> {
    const row = await this.reader.one<RulingRow>(
      `select ${rulingColumns} from ruling r join prospect s on s.id = r.prospect_id where r.id = $1`,
      [rulingId],
    );
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('ruling.not-found', '没有这条判客记录，请核对编号。');
    return viewOfRow(row);
  }
}
