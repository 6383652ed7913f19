import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, formNo, now } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { Contract } from '../contract/contract.js';
import { ContractDraft } from '../contract-draft/contract-draft.js';
import { ContractObligation } from '../contract-obligation/contract-obligation.js';
import { lockPlan } from '../payment-plan/lock-plan.js';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { endReminders } from '../payment-reminder/end-reminders.js';
import { Prospect } from '../prospect/prospect.js';
import { Refund } from '../refund/refund.js';
import { Subscription } from '../subscription/subscription.js';
import { Unit } from '../unit/unit.js';
import { UnitConfirmation } from '../unit-confirmation/unit-confirmation.js';
import type { SaleChange } from './sale-change.js';

/** What an approved change does to the sale, all of it in one transaction [REQ-088]. */
@Injectable()
export class CarryOut {
  constructor(private readonly em: EntityManager) {}

  async change(change: SaleChange, subscription: Subscription): Promise<void> {
    if (change.kind === 'SWAP') await this.swap(change, subscription);
    else if (change.kind === 'CANCELLATION') await this.cancel(change, subscription);
    else if (change.kind === 'RESCISSION') await this.rescind(change, subscription);
    else if (change.kind === 'NAME') await this.rename(change, subscription);
    else subscription.agreePrice(change.newPriceFen ?? 0);
  }

  /** The old unit is free and the new one sold in the same step; 房位确认单, deposit and 认购书 go along. */
  private async swap({ newUnitId }: SaleChange, subscription: Subscription): Promise<void> {
    const units = await this.em.find(
      Unit,
      { id: { $in: [subscription.unitId, newUnitId ?? ''] } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    const from = units.find(({ id }) => id === subscription.unitId);
    const to = units.find(({ id }) => id === newUnitId);
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    if (!from || !to) throw new Error(`A swap of ${subscription.id} names a unit that is not there.`);
    from.free();
    to.reserve(confirmation.id, confirmation.partyId);
    to.sell(confirmation.id, confirmation.partyId);
    confirmation.moveTo(to);
    subscription.moveTo(to);
  }

  /** 退房: unit, 房位确认单, prospect and planned care go back; what is to be paid back goes to finance. */
  private async cancel(change: SaleChange, subscription: Subscription): Promise<void> {
    subscription.cancel(change.reason);
    const draft = await this.em.findOne(ContractDraft, { subscriptionId: subscription.id, state: 'DRAFT' });
    draft?.withdraw(`退房:${change.reason}`.slice(0, 500));
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    confirmation.stepBack(change.reason);
    const unit = await this.em.findOneOrFail(Unit, subscription.unitId);
    unit.free();
    await this.releaseProspect(subscription);
    await this.endCare(subscription);
    if (change.refundFen) this.em.persist(Refund.open(change, change.refundFen, formNo('TK')));
  }

  /** 解除合同: contract, 认购书, unit, payments, obligations and care end in the same step; finance pays back. */
  private async rescind(change: SaleChange, subscription: Subscription): Promise<void> {
    const contract = await this.em.findOneOrFail(Contract, { subscriptionId: subscription.id });
    contract.rescind(change.reason, dayOf(now()));
    subscription.rescind(change.reason);
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    confirmation.stepBack(change.reason);
    const unit = await this.em.findOneOrFail(Unit, subscription.unitId);
    unit.takeBack();
    await this.releaseProspect(subscription);
    await this.endCare(subscription);
    await this.endPayments(contract);
    for (const open of await this.em.find(ContractObligation, { contractId: contract.id, state: 'OPEN' })) open.lapse();
    if (change.refundFen) this.em.persist(Refund.open(change, change.refundFen, formNo('TK')));
  }

  /** Nobody is asked for money any more; a contract of the time before plans has none. */
  private async endPayments({ id: contractId }: Contract): Promise<void> {
    const found = await this.em.findOne(PaymentPlan, { contractId });
    if (!found) return;
    const plan = await lockPlan(this.em, found.id);
    plan.cancel();
    await endReminders(this.em, plan);
    for (const rule of ['payment-coming', 'payment-overdue', 'mortgage-application']) await cancelClock(rule, plan);
  }

  /** Another main buyer is another customer: he is reminded and greeted from now on. */
  private async rename({ newBuyerPartyIds }: SaleChange, subscription: Subscription): Promise<void> {
    subscription.rename(newBuyerPartyIds ?? []);
    const confirmation = await this.em.findOneOrFail(UnitConfirmation, subscription.confirmationId);
    confirmation.rename(subscription.partyId);
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
    await cancelClock('seven-days-after-signing', subscription);
    await cancelClock('own-care-node', subscription);
    const due = await this.em.find(CareNode, { subscriptionId: subscription.id, state: 'DUE' });
    for (const node of due) node.cancel();
  }
}
