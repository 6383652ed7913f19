import { workflow, type StateOf } from '@linli/kernel';

/** 认购书: ends by the contract or by 退房; the day of signing may be moved as often as needed [REQ-335]. */
export const subscriptionWorkflow = workflow({
  name: 'subscription',
  initial: 'SUBSCRIBED',
  transitions: {
    SUBSCRIBED: { scheduleSigning: 'SIGNING_SCHEDULED', signContract: 'SIGNED', cancel: 'CANCELLED' },
    SIGNING_SCHEDULED: { scheduleSigning: 'SIGNING_SCHEDULED', signContract: 'SIGNED', cancel: 'CANCELLED' },
    SIGNED: {},
    CANCELLED: {},
  },
});

export type SubscriptionState = StateOf<typeof subscriptionWorkflow>;
