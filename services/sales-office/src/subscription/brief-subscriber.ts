import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { BriefSubscriber, type SubscriptionView } from '@linli/contracts';
import { loadFromBook } from '../prospect/book.js';
import { buyersOf } from './buyers.js';
import { Subscription } from './subscription.js';
import { view } from './subscription.view.js';

/** 认购相关问题提醒 [REQ-119]. */
@Controller()
export class BriefSubscriberHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(BriefSubscriber)
  async handle({ subscriptionId, version, points }: BriefSubscriber, by: Actor): Promise<SubscriptionView> {
    const subscription = await loadFromBook(this.em, Subscription, subscriptionId, by, version);
    subscription.brief(points);
    return view(subscription, await buyersOf(this.em, subscription.buyerPartyIds));
  }
}
