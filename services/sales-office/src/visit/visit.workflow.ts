import { workflow, type StateOf } from '@linli/kernel';

/** One entry per call or visit: opened by the duty staff, completed by the consultant; a prospect is opened from it at most once. */
export const visitWorkflow = workflow({
  name: 'visit',
  initial: 'LOGGED',
  transitions: {
    LOGGED: { complete: 'COMPLETED', openProspect: 'PROSPECT_OPENED' },
    COMPLETED: { openProspect: 'PROSPECT_OPENED' },
    PROSPECT_OPENED: { complete: 'PROSPECT_OPENED' },
  },
});

export type VisitState = StateOf<typeof visitWorkflow>;

/** What can be done now: an entry is completed once, also after the prospect was opened from it. */
export const visitSteps = (state: VisitState, completed: boolean): readonly string[] =>
  visitWorkflow.allowed(state).filter((step) => step !== 'complete' || !completed);
