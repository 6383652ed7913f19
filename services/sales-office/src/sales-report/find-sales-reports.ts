import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSalesReports, type PageOf, type SalesReportView } from '@linli/contracts';
import { salesReportColumns, viewOfRow } from './sales-report.view.js';

@Controller()
export class FindSalesReportsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSalesReports)
  async handle(asked: FindSalesReports, by: Actor): Promise<PageOf<SalesReportView>> {
    return page(this.reader, {
      select: `${salesReportColumns} from sales_report t`,
      where: {
        't.project_id = ?': asked.projectId,
        't.kind = ?': asked.kind,
        't.state = ?': asked.state,
        't.late = ?': asked.late,
        't.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
