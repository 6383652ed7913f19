import { workflow, type StateOf } from '@linli/kernel';

/** 换房、退房、改价、优惠、更名: requested, decided by whom the authority matrix names, carried out by 销控 [REQ-088, 090]. */
export const saleChangeWorkflow = workflow({
  name: 'sale-change',
  initial: 'REQUESTED',
  transitions: {
    REQUESTED: { approve: 'APPROVED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
    APPROVED: { execute: 'EXECUTED', withdraw: 'WITHDRAWN' },
    REJECTED: {},
    WITHDRAWN: {},
    EXECUTED: {},
  },
});

export type SaleChangeState = StateOf<typeof saleChangeWorkflow>;
