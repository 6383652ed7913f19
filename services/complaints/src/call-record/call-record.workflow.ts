import { workflow, type StateOf } from '@linli/kernel';

/** A call as the exchange tells it; what is not written up yet is not known to others. A call that comes in begins to ring. */
export const callRecordWorkflow = workflow({
  name: 'call-record',
  initial: 'DIALLING',
  transitions: {
    DIALLING: { ring: 'RINGING', answer: 'TALKING', hangUp: 'ENDED', fail: 'FAILED' },
    RINGING: { answer: 'TALKING', hangUp: 'ENDED', fail: 'FAILED' },
    TALKING: { hangUp: 'ENDED' },
    ENDED: { writeUp: 'LOGGED' },
    FAILED: {},
    LOGGED: {},
  },
});

export type CallRecordState = StateOf<typeof callRecordWorkflow>;
