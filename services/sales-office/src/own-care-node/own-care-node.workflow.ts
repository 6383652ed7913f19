import { workflow, type StateOf } from '@linli/kernel';

export const ownCareNodeWorkflow = workflow({
  name: 'own-care-node',
  initial: 'ACTIVE',
  transitions: { ACTIVE: { end: 'ENDED' }, ENDED: {} },
});

export type OwnCareNodeState = StateOf<typeof ownCareNodeWorkflow>;
