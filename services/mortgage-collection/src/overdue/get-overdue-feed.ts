import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers, type Actor } from '@linli/bus';
import { GetOverdueFeed, type OverdueFeedView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { OverdueFeed } from './overdue-feed.js';
import { view } from './overdue-feed.view.js';

@Controller()
export class GetOverdueFeedHandler {
  constructor(private readonly em: EntityManager) {}

  @Answers(GetOverdueFeed)
  async handle({ overdueFeedId }: GetOverdueFeed, by: Actor): Promise<OverdueFeedView> {
    const feed = await this.em.findOne(OverdueFeed, overdueFeedId);
    if (!feed || !by.sees(feed.projectId))
      throw refuse.notFound('overdue-feed.not-found', '没有这次导入，请核对编号。');
    return view(feed);
  }
}
