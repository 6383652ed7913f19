import { workflow, type StateOf } from '@linli/kernel';

/** A message waits, is taken by a sender, and ends sent, failed or suppressed; what failed may be tried again by a person. */
export const careMessageWorkflow = workflow({
  name: 'care-message',
  initial: 'WAITING',
  transitions: {
    WAITING: { beginSending: 'SENDING', suppress: 'SUPPRESSED' },
    SENDING: {
      beginSending: 'SENDING',
      markSent: 'SENT',
      putBack: 'WAITING',
      giveUp: 'FAILED',
      dropAtSending: 'SUPPRESSED',
    },
    FAILED: { retry: 'WAITING', suppress: 'SUPPRESSED' },
    SENT: {},
    SUPPRESSED: {},
  },
});

export type CareMessageState = StateOf<typeof careMessageWorkflow>;

/** What a person can do with the message now; the rest is the sender's. */
export const stepsOfPeople = (state: CareMessageState): string[] =>
  careMessageWorkflow.allowed(state).filter((action) => action === 'suppress' || action === 'retry');
