import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindReportDuties, type PageOf, type ReportDutyView } from '@linli/contracts';
import { reportDutyColumns, viewOfRow } from './report-duty.view.js';

@Controller()
export class FindReportDutiesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindReportDuties)
  async handle(asked: FindReportDuties, by: Actor): Promise<PageOf<ReportDutyView>> {
    return page(this.reader, {
      select: `${reportDutyColumns} from report_duty d`,
      where: {
        'd.project_id = ?': asked.projectId,
        'd.kind = ?': asked.kind,
        'd.person_id = ?': asked.personId,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'd.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
