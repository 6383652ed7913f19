import { workflow, type StateOf } from '@linli/kernel';

/** 认购书: ends by the contract or by 退房; the day of signing may be moved as often as needed [REQ-335]. */
export const subscriptionWorkflow = workflow({
  name: 'subscription',
  initial: 'SUBSCRIBED',
  transitions: {
    SUBSCRIBED: {
      scheduleSigning: 'SIGNING_SCHEDULED',
      signContract: 'SIGNED',
      change: 'SUBSCRIBED',
      cancel: 'CANCELLED',
    },
    SIGNING_SCHEDULED: {
      scheduleSigning: 'SIGNING_SCHEDULED',
      signContract: 'SIGNED',
      change: 'SIGNING_SCHEDULED',
      cancel: 'CANCELLED',
    },
    SIGNED: { rescind: 'CANCELLED' },
    CANCELLED: {},
  },
});

export type SubscriptionState = StateOf<typeof subscriptionWorkflow>;

/** What people do with it themselves; a change or the end of it is requested, approved and carried out as a 变更. */
export const subscriptionSteps = (state: SubscriptionState): readonly string[] =>
  subscriptionWorkflow.allowed(state).filter((step) => !['cancel', 'change', 'rescind'].includes(step));
