import { workflow, type StateOf } from '@linli/kernel';

/** It was approved with the 退房; finance pays it. */
export const refundWorkflow = workflow({
  name: 'refund',
  initial: 'TO_PAY',
  transitions: { TO_PAY: { pay: 'PAID' }, PAID: {} },
});

export type RefundState = StateOf<typeof refundWorkflow>;
