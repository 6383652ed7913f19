import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, load } from '@linli/bus';
import { CancelSubscription, type SubscriptionView } from '@linli/contracts';
import { CareNode } from '../care-node/care-node.js';
import { Prospect } from '../prospect/prospect.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import { buyersOf } from './buyers.js';
import { Subscription } from './subscription.js';
import { view } from './subscription.view.js';

/** 退房 before the contract: unit, 房位确认单, prospect and planned care go back in one step [REQ-335]. */
@Controller()
export class CancelSubscriptionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CancelSubscription)
  async handle({ subscriptionId, version, reason }: CancelSubscription): Promise<SubscriptionView> {
    const subscription = await load(this.em, Subscription, subscriptionId, version);
    subscription.cancel(reason);
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    confirmation.stepBack(reason);
    const unit = await this.em.findOneOrFail(Unit, subscription.unitId);
    unit.free();
    await this.releaseProspect(subscription);
    await this.endCare(subscription);
    return view(subscription, await buyersOf(this.em, subscription.buyerPartyIds));
  }

  /** He is followed again unless he still has another unit. */
  private async releaseProspect({ id, prospectId }: Subscription): Promise<void> {
    const others = await this.em.count(Subscription, { prospectId, id: { $ne: id }, state: { $ne: 'CANCELLED' } });
    if (others > 0) return;
    const prospect = await this.em.findOneOrFail(Prospect, prospectId);
    prospect.stepBack();
  }

  private async endCare(subscription: Subscription): Promise<void> {
    await cancelClock('three-days-after-subscription', subscription);
    await cancelClock('day-before-signing', subscription);
    for (const node of await this.em.find(CareNode, { subscriptionId: subscription.id, state: 'DUE' })) node.cancel();
  }
}
