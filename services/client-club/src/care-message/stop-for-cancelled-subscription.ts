import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { SubscriptionCancelled } from '@linli/contracts';
import { CancelledSubscription } from './cancelled-subscription.js';
import { CareMessage } from './care-message.js';
import { careMessageWorkflow } from './care-message.workflow.js';

@Controller()
export class StopForCancelledSubscription {
  constructor(private readonly em: EntityManager) {}

  @On(SubscriptionCancelled, { as: 'stop-for-cancelled-subscription' })
  async handle({ subscriptionId }: SubscriptionCancelled): Promise<void> {
    if (await this.em.findOne(CancelledSubscription, subscriptionId)) return; // it was cancelled before
    this.em.persist(CancelledSubscription.of(subscriptionId, now()));
    for (const message of await this.em.find(CareMessage, { subscriptionId })) {
      if (!careMessageWorkflow.can(message.state, 'suppress')) continue; // sent, or on its way: the sender looks again before another attempt
      message.suppress(SUBSCRIPTION_CANCELLED, 'client-club');
    }
  }
}

/** The reason that stands in a message that was stopped with its subscription. */
export const SUBSCRIPTION_CANCELLED = '认购已取消';
