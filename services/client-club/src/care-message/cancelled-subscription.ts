import { defineEntity, p } from '@mikro-orm/core';

const CancelledSubscriptionSchema = defineEntity({
  name: 'CancelledSubscription',
  tableName: 'cancelled_subscription',
  properties: { id: p.uuid().primary(), cancelledAt: p.datetime() },
});

/** A subscription that is over, remembered because its nodes may still be told of later: nothing goes out for it any more. */
export class CancelledSubscription extends CancelledSubscriptionSchema.class {
  static of(id: string, cancelledAt: Date): CancelledSubscription {
    return Object.assign(new CancelledSubscription(), { id, cancelledAt });
  }
}

CancelledSubscriptionSchema.setClass(CancelledSubscription);
