import { workflow, type StateOf } from '@linli/kernel';

export const delegationWorkflow = workflow({
  name: 'delegation',
  initial: 'GRANTED',
  transitions: { GRANTED: { end: 'ENDED' }, ENDED: {} },
});

export type DelegationState = StateOf<typeof delegationWorkflow>;
