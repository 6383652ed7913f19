import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSalesAnalyses, type PageOf, type SalesAnalysisView } from '@linli/contracts';
import { salesAnalysisColumns, viewOfRow } from './sales-analysis.view.js';

@Controller()
export class FindSalesAnalysesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSalesAnalyses)
  async handle(asked: FindSalesAnalyses, by: Actor): Promise<PageOf<SalesAnalysisView>> {
    return page(this.reader, {
      select: `${salesAnalysisColumns} from sales_analysis a`,
      where: {
        'a.project_id = ?': asked.projectId,
        'a.kind = ?': asked.kind,
        'a.state = ?': asked.state,
        'a.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'a.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
