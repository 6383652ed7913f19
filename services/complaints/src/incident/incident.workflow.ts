import { workflow, type StateOf } from '@linli/kernel';

/** One cause, one official answer: approved before any caller hears it, and followed by another when there is more to say. */
export const incidentWorkflow = workflow({
  name: 'incident',
  initial: 'OPEN',
  transitions: {
    OPEN: { submitAnswer: 'APPROVAL', close: 'CLOSED' },
    APPROVAL: { approveAnswer: 'ANSWERED', rejectAnswer: 'OPEN' },
    ANSWERED: { submitAnswer: 'APPROVAL', close: 'CLOSED' },
    CLOSED: {},
  },
});

export type IncidentState = StateOf<typeof incidentWorkflow>;
