import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReportDuty, type ReportDutyView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { reportDutyColumns, viewOfRow, type ReportDutyRow } from './report-duty.view.js';

@Controller()
export class GetReportDutyHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReportDuty)
  async handle({ reportDutyId }: GetReportDuty, by: Actor): Promise<ReportDutyView> {
    const row = await this.reader.one<ReportDutyRow>(`select ${reportDutyColumns} from report_duty d where d.id = $1`, [
      reportDutyId,
    ]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('report-duty.not-found', '没有这项报表责任，请核对编号。');
    return viewOfRow(row);
  }
}
