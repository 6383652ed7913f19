import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetVisit, type VisitView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { viewOfRow, visitColumns, type VisitRow } from './visit.view.js';

@Controller()
export class GetVisitHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetVisit)
  async handle({ visitId }: GetVisit, by: Actor): Promise<VisitView> {
    const row = await this.reader.one<VisitRow>(
      `select ${visitColumns} from visit v left join party p on p.id = v.party_id where v.id = $1`,
      [visitId],
    );
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('visit.not-found', '没有这条来访记录，请核对编号。');
    return viewOfRow(row);
  }
}
