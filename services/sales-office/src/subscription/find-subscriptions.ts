import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindSubscriptions, type PageOf, type SubscriptionView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { ownBook } from '../prospect/book.js';
import { amongBuyers } from './buyers.js';
import { subscriptionColumns, viewOfRow } from './subscription.view.js';

@Controller()
export class FindSubscriptionsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindSubscriptions)
  async handle(asked: FindSubscriptions, by: Actor): Promise<PageOf<SubscriptionView>> {
    return page(this.reader, {
      select: `${subscriptionColumns} from subscription s`,
      where: {
        's.project_id = ?': asked.projectId,
        's.state = ?': asked.state,
        's.unit_id = ?': asked.unitId,
        's.project_id = any(?)': by.seesAll ? undefined : by.projects,
        's.consultant_id = ?': ownBook(by),
        ...(await amongBuyers(this.persons, 's', asked.person)),
      },
      newestFirst: 's.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
