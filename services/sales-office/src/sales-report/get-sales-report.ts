import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSalesReport, type SalesReportView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { salesReportColumns, viewOfRow, type SalesReportRow } from './sales-report.view.js';

@Controller()
export class GetSalesReportHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSalesReport)
  async handle({ salesReportId }: GetSalesReport, by: Actor): Promise<SalesReportView> {
    const row = await this.reader.one<SalesReportRow>(
      `select ${salesReportColumns} from sales_report t where t.id = $1`,
      [salesReportId],
    );
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('sales-report.not-found', '没有这份报表，请核对编号。');
    return viewOfRow(row);
  }
}
