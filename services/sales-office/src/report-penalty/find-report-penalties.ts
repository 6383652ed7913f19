import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindReportPenalties, type PageOf, type ReportPenaltyView } from '@linli/contracts';
import { reportPenaltyColumns, viewOfRow } from './report-penalty.view.js';

@Controller()
export class FindReportPenaltiesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindReportPenalties)
  async handle(asked: FindReportPenalties, by: Actor): Promise<PageOf<ReportPenaltyView>> {
    return page(this.reader, {
      select: `${reportPenaltyColumns} from report_penalty n`,
      where: {
        'n.project_id = ?': asked.projectId,
        'n.state = ?': asked.state,
        'n.superior_id = ?': asked.superiorId,
        'n.person_id = ?': asked.personId,
        'n.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'n.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
