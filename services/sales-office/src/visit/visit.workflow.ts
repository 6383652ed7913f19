import { workflow, type StateOf } from '@linli/kernel';

/** One entry per call or visit; a prospect is opened from it at most once. */
export const visitWorkflow = workflow({
  name: 'visit',
  initial: 'LOGGED',
  transitions: { LOGGED: { openProspect: 'PROSPECT_OPENED' }, PROSPECT_OPENED: {} },
});

export type VisitState = StateOf<typeof visitWorkflow>;
