import { workflow, type StateOf } from '@linli/kernel';

/** Money counts once finance has seen it [REQ-093]. */
export const paymentWorkflow = workflow({
  name: 'payment',
  initial: 'RECORDED',
  transitions: { RECORDED: { confirm: 'CONFIRMED', reject: 'REJECTED' }, CONFIRMED: {}, REJECTED: {} },
});

export type PaymentState = StateOf<typeof paymentWorkflow>;
