import { workflow, type StateOf } from '@linli/kernel';

export const contractObligationWorkflow = workflow({
  name: 'contract-obligation',
  initial: 'OPEN',
  transitions: { OPEN: { fulfil: 'FULFILLED', lapse: 'LAPSED' }, FULFILLED: {}, LAPSED: {} },
});

/** People fulfil it; it lapses with its contract. */
export const contractObligationSteps = (state: ContractObligationState): readonly string[] =>
  state === 'OPEN' ? ['fulfil'] : [];

export type ContractObligationState = StateOf<typeof contractObligationWorkflow>;
