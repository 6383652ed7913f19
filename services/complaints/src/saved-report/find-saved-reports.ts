import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSavedReports, type PageOf, type SavedReportView } from '@linli/contracts';
import { shown } from './saved-report.view.js';

@Controller()
export class FindSavedReportsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSavedReports)
  async handle({ cursor, limit }: FindSavedReports, by: Actor): Promise<PageOf<SavedReportView>> {
    return page(this.reader, {
      select: `${shown.columns} from saved_report r`,
      where: { 'r.state = ?': 'KEPT', '(r.owner_id = ? or r.shared)': by.id },
      newestFirst: 'r.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
