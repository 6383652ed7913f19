import { workflow, type StateOf } from '@linli/kernel';

/** A need is open until it is met. */
export const moveInTaskWorkflow = workflow({
  name: 'move-in-task',
  initial: 'OPEN',
  transitions: { OPEN: { complete: 'DONE' }, DONE: {} },
});

export type MoveInTaskState = StateOf<typeof moveInTaskWorkflow>;
