import { workflow, type StateOf } from '@linli/kernel';

/** 问题客户: reported upwards, taken up by a superior, solved; the measure may change until then [REQ-096]. */
export const problemCustomerWorkflow = workflow({
  name: 'problem-customer',
  initial: 'REPORTED',
  transitions: { REPORTED: { takeUp: 'IN_HAND' }, IN_HAND: { takeUp: 'IN_HAND', solve: 'SOLVED' }, SOLVED: {} },
});

export type ProblemCustomerState = StateOf<typeof problemCustomerWorkflow>;
