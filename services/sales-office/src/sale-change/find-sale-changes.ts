import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSaleChanges, type PageOf, type SaleChangeView } from '@linli/contracts';
import { bookOfDecider } from './deciders.js';
import { saleChangeColumns, viewOfRow } from './sale-change.view.js';

/** 客户换房、退房一览表 [REQ-088] and 特殊优惠客户一览表 [REQ-090]. */
@Controller()
export class FindSaleChangesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindSaleChanges)
  async handle(asked: FindSaleChanges, by: Actor): Promise<PageOf<SaleChangeView>> {
    return page(this.reader, {
      select: `${saleChangeColumns} from sale_change g`,
      where: {
        'g.project_id = ?': asked.projectId,
        'g.kind = ?': asked.kind,
        'g.state = ?': asked.state,
        'g.subscription_id = ?': asked.subscriptionId,
        'g.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'g.consultant_id = ?': bookOfDecider(by),
      },
      newestFirst: 'g.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
