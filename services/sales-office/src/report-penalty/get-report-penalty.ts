import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReportPenalty, type ReportPenaltyView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { reportPenaltyColumns, viewOfRow, type ReportPenaltyRow } from './report-penalty.view.js';

@Controller()
export class GetReportPenaltyHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReportPenalty)
  async handle({ reportPenaltyId }: GetReportPenalty, by: Actor): Promise<ReportPenaltyView> {
    const row = await this.reader.one<ReportPenaltyRow>(
      `select ${reportPenaltyColumns} from report_penalty n where n.id = $1`,
      [reportPenaltyId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('report-penalty.not-found', '没有这件迟交记录，请核对编号。');
    return viewOfRow(row);
  }
}
