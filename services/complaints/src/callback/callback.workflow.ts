import { workflow, type StateOf } from '@linli/kernel';

/** A promise to call: it falls due at its time and stays due until it was kept, moved or taken back. */
export const callbackWorkflow = workflow({
  name: 'callback',
  initial: 'PLANNED',
  transitions: {
    PLANNED: { fallDue: 'DUE', reschedule: 'PLANNED', fulfil: 'DONE', cancel: 'CANCELLED' },
    DUE: { reschedule: 'PLANNED', fulfil: 'DONE', cancel: 'CANCELLED' },
    DONE: {},
    CANCELLED: {},
  },
});

export type CallbackState = StateOf<typeof callbackWorkflow>;
