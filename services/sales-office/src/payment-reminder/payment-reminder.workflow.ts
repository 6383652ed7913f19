import { workflow, type StateOf } from '@linli/kernel';

/** A buyer is to be reminded until he was spoken to, or until nothing is owed any more [REQ-094]. */
export const paymentReminderWorkflow = workflow({
  name: 'payment-reminder',
  initial: 'DUE',
  transitions: { DUE: { note: 'DUE', remind: 'REMINDED', cancel: 'CANCELLED' }, REMINDED: {}, CANCELLED: {} },
});

export type PaymentReminderState = StateOf<typeof paymentReminderWorkflow>;

/** One button: what a contact does to the reminder follows from its channel. */
export const paymentReminderSteps = (state: PaymentReminderState): readonly string[] =>
  state === 'DUE' ? ['log'] : [];
