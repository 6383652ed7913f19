import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSalesCollateral, type PageOf, type SalesCollateralView } from '@linli/contracts';
import { salesCollateralColumns, viewOfRow } from './sales-collateral.view.js';

@Controller()
export class FindSalesCollateralHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSalesCollateral)
  async handle(asked: FindSalesCollateral, by: Actor): Promise<PageOf<SalesCollateralView>> {
    return page(this.reader, {
      select: `${salesCollateralColumns} from sales_collateral m`,
      where: {
        'm.project_id = ?': asked.projectId,
        'm.kind = ?': asked.kind,
        'm.state = ?': asked.state,
        'm.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'm.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
