import { workflow, type StateOf } from '@linli/kernel';

/** Sent, signed for, carried out; a wrong one is taken back before anybody signed for it; what had no effect goes back to its department and is carried out again [REQ-150, REQ-151]. */
export const correctiveActionWorkflow = workflow({
  name: 'corrective-action',
  initial: 'REQUESTED',
  transitions: {
    REQUESTED: { acknowledge: 'ACKNOWLEDGED', withdraw: 'WITHDRAWN' },
    ACKNOWLEDGED: { carryOut: 'CARRIED_OUT' },
    CARRIED_OUT: { confirm: 'EFFECTIVE', return: 'ACKNOWLEDGED' },
    EFFECTIVE: {},
    WITHDRAWN: {},
  },
});

export type CorrectiveActionState = StateOf<typeof correctiveActionWorkflow>;
