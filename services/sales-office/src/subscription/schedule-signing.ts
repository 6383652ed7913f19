import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, now, planClock, type Actor } from '@linli/bus';
import { ScheduleSigning, type SubscriptionView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { loadFromBook } from '../prospect/book.js';
import { buyersOf } from './buyers.js';
import { Subscription } from './subscription.js';
import { view } from './subscription.view.js';

@Controller()
export class ScheduleSigningHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ScheduleSigning)
  async handle({ subscriptionId, version, signingOn }: ScheduleSigning, by: Actor): Promise<SubscriptionView> {
    const subscription = await loadFromBook(this.em, Subscription, subscriptionId, by, version);
    if (signingOn !== subscription.signingOn) {
      subscription.scheduleSigning(signingOn, dayOf(now()));
      await this.remind(subscription);
    }
    return view(subscription, await buyersOf(this.em, subscription.buyerPartyIds));
  }

  /** The reminder of the old day is taken back, whether it waits or has fired; a new day has a reminder of its own. */
  private async remind(subscription: Subscription): Promise<void> {
    const { id, signingOn } = subscription;
    const open = await this.em.find(CareNode, { subscriptionId: id, kind: 'DAY_BEFORE_SIGNING', state: 'DUE' });
    for (const node of open) node.cancel();
    await cancelClock('day-before-signing', subscription);
    if (signingOn) await planClock('day-before-signing', subscription, { from: signingOn, cycle: signingOn });
  }
}
