import { workflow, type StateOf } from '@linli/kernel';

/** A node is due until the buyer was spoken to, or until there is nothing more to say. */
export const careNodeWorkflow = workflow({
  name: 'care-node',
  initial: 'DUE',
  transitions: { DUE: { note: 'DUE', complete: 'COMPLETED', cancel: 'CANCELLED' }, COMPLETED: {}, CANCELLED: {} },
});

export type CareNodeState = StateOf<typeof careNodeWorkflow>;

/** Whoever contacted the buyer logs it; what that completes is the node's business. */
export const careNodeSteps = (state: CareNodeState): readonly string[] => (state === 'DUE' ? ['logContact'] : []);
