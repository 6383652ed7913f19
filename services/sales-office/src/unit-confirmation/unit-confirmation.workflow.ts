import { workflow, type StateOf } from '@linli/kernel';

/** A 定金 that finance has sells; a 订金 books, until it becomes a 定金 or its days are over [REQ-069, 070]. */
export const confirmationWorkflow = workflow({
  name: 'unit-confirmation',
  initial: 'ISSUED',
  transitions: {
    ISSUED: { recordDeposit: 'DEPOSIT_RECORDED', cancel: 'CANCELLED', expire: 'EXPIRED' },
    DEPOSIT_RECORDED: {
      recordDeposit: 'DEPOSIT_RECORDED',
      confirmSale: 'SOLD',
      confirmBooking: 'BOOKED',
      cancel: 'CANCELLED',
    },
    BOOKED: { recordDeposit: 'DEPOSIT_RECORDED', cancel: 'CANCELLED', expire: 'EXPIRED' },
    SOLD: { subscribe: 'SUBSCRIBED', cancel: 'CANCELLED' },
    SUBSCRIBED: { change: 'SUBSCRIBED', stepBack: 'CANCELLED' },
    CANCELLED: {},
    EXPIRED: {},
  },
});

export type ConfirmationState = StateOf<typeof confirmationWorkflow>;

const people: Readonly<Record<string, string>> = {
  recordDeposit: 'recordDeposit',
  confirmSale: 'confirmDeposit',
  subscribe: 'subscribe',
  cancel: 'cancel',
};

/** Steps that a person takes; what the deposit's kind decides is one step for finance. */
export const confirmationSteps = (state: ConfirmationState): readonly string[] =>
  confirmationWorkflow.allowed(state).flatMap((step) => people[step] ?? []);
