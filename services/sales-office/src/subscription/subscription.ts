import { defineEntity, p } from '@mikro-orm/core';
import { SigningScheduled, Subscribed, SubscriptionCancelled, UnitChanged } from '@linli/contracts';
import { newId, raise, refuse, type Day, type Fen } from '@linli/kernel';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

const SubscriptionSchema = defineEntity({
  name: 'Subscription',
  tableName: 'subscription',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    state: p.text().$type<SubscriptionState>(),
    projectId: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    confirmationId: p.uuid(),
    prospectId: p.uuid(),
    buyerPartyIds: p.array().columnType('uuid[]'),
    consultantId: p.text(),
    consultant: p.text(),
    subscribedOn: p.date(),
    signBy: p.date(),
    signingOn: p.date().nullable(),
    agreedPriceFen: p.bigint('number'),
    cancelReason: p.text().nullable(),
    briefedPoints: p.json().$type<string[]>(),
  },
});

/** What is written into a 认购书. */
export interface SubscriptionForm {
  readonly formNo: string;
  readonly confirmation: {
    readonly id: string;
    readonly projectId: string;
    readonly unitId: string;
    readonly room: string;
    readonly prospectId: string;
    readonly partyId: string;
    readonly consultantId: string;
    readonly consultant: string;
  };
  readonly coBuyerPartyIds: readonly string[];
  readonly agreedPriceFen: Fen;
  readonly subscribedOn: Day;
  readonly signBy: Day;
}

/** 认购书: the buyer commits himself to sign by a day; the main buyer stands first [REQ-335]. */
export class Subscription extends SubscriptionSchema.class {
  static open(form: SubscriptionForm, today: Day): Subscription {
    const { formNo, confirmation, coBuyerPartyIds, agreedPriceFen, subscribedOn, signBy } = form;
    if (subscribedOn > today) throw refuse.rule('subscription.in-future', '认购日期不能晚于今天，请核对日期。');
    if (signBy < subscribedOn) throw refuse.rule('subscription.sign-by-too-early', '签约期限不能早于认购日期。');
    const { projectId, unitId, room, prospectId, partyId, consultantId, consultant } = confirmation;
    const subscription = Object.assign(new Subscription(), {
      id: newId(),
      state: subscriptionWorkflow.initial,
      ...{ formNo, projectId, unitId, room, prospectId, consultantId, consultant, subscribedOn, signBy },
      agreedPriceFen,
      confirmationId: confirmation.id,
      buyerPartyIds: [partyId, ...coBuyerPartyIds],
      signingOn: null,
      cancelReason: null,
      briefedPoints: [],
    });
    raise(subscription, Subscribed, {
      subscriptionId: subscription.id,
      ...{ unitId, projectId, room, partyId, consultantId, subscribedOn, signBy },
    });
    return subscription;
  }

  get partyId(): string {
    return this.buyerPartyIds[0] ?? '';
  }

  scheduleSigning(on: Day, today: Day): void {
    if (on < today) throw refuse.rule('subscription.signing-in-past', '签约日不能早于今天，请选择今天或以后的日期。');
    this.state = subscriptionWorkflow.move(this.state, 'scheduleSigning');
    this.signingOn = on;
    const { id, projectId, partyId } = this;
    raise(this, SigningScheduled, { subscriptionId: id, projectId, partyId, signingOn: on });
  }

  /** 认购相关问题提醒: what he was told before stays told [REQ-119]. */
  brief(points: readonly string[]): void {
    this.mustBeOpen();
    this.briefedPoints = [...new Set([...this.briefedPoints, ...points])];
  }

  /** Nothing is changed any more once it is signed or over. */
  mustBeOpen(): void {
    subscriptionWorkflow.move(this.state, 'change');
  }

  /** 换房: another unit at its own price; everything else stays as it was [REQ-088]. */
  moveTo(unit: { readonly id: string; readonly room: string; readonly totalPriceFen: Fen }): void {
    this.state = subscriptionWorkflow.move(this.state, 'change');
    const { id: subscriptionId, projectId, partyId, unitId: fromUnitId } = this;
    Object.assign(this, { unitId: unit.id, room: unit.room, agreedPriceFen: unit.totalPriceFen });
    raise(this, UnitChanged, { subscriptionId, projectId, partyId, fromUnitId, unitId: unit.id, room: unit.room });
  }

  /** 改价、特殊优惠: the contract is signed at this price [REQ-090]. */
  agreePrice(priceFen: Fen): void {
    this.state = subscriptionWorkflow.move(this.state, 'change');
    this.agreedPriceFen = priceFen;
  }

  /** 更名: the main buyer first. */
  rename(buyerPartyIds: readonly string[]): void {
    this.state = subscriptionWorkflow.move(this.state, 'change');
    this.buyerPartyIds = [...buyerPartyIds];
  }

  sign(): void {
    this.state = subscriptionWorkflow.move(this.state, 'signContract');
  }

  cancel(reason: string): void {
    this.end('cancel', reason);
  }

  /** Its contract is rescinded. */
  rescind(reason: string): void {
    this.end('rescind', reason);
  }

  private end(step: 'cancel' | 'rescind', reason: string): void {
    this.state = subscriptionWorkflow.move(this.state, step);
    this.cancelReason = reason;
    const { id, unitId, projectId, partyId } = this;
    raise(this, SubscriptionCancelled, { subscriptionId: id, unitId, projectId, partyId });
  }
}

SubscriptionSchema.setClass(Subscription);
