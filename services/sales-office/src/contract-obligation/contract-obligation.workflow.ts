import { workflow, type StateOf } from '@linli/kernel';

export const contractObligationWorkflow = workflow({
  name: 'contract-obligation',
  initial: 'OPEN',
  transitions: { OPEN: { fulfil: 'FULFILLED' }, FULFILLED: {} },
});

export type ContractObligationState = StateOf<typeof contractObligationWorkflow>;
