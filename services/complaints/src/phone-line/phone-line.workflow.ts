import { workflow, type StateOf } from '@linli/kernel';

/** A number has a holder or waits for one; a closed number may be opened anew as another line. */
export const phoneLineWorkflow = workflow({
  name: 'phone-line',
  initial: 'FREE',
  transitions: {
    FREE: { assign: 'ASSIGNED', close: 'CLOSED' },
    ASSIGNED: { assign: 'ASSIGNED', release: 'FREE' },
    CLOSED: {},
  },
});

export type PhoneLineState = StateOf<typeof phoneLineWorkflow>;
