import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { Subscription } from '../subscription/subscription.js';
import { CareNode } from './care-node.js';

/** 认购后三日提醒 [REQ-120]. */
@Controller()
export class FallDueAfterSubscriptionHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('three-days-after-subscription')
  async handle({ subjectId, dueAt }: Firing): Promise<void> {
    const subscription = await this.em.findOneOrFail(Subscription, subjectId);
    if (subscription.state === 'CANCELLED') return; // nobody to be reminded any more
    this.em.persist(CareNode.fallDue('THREE_DAYS_AFTER_SUBSCRIPTION', subscription, dayOf(dueAt)));
  }
}
