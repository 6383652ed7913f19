import { workflow, type StateOf } from '@linli/kernel';

/** Handed in again with later entries until the supervisor has confirmed it. */
export const dailyLogWorkflow = workflow({
  name: 'daily-log',
  initial: 'HANDED_IN',
  transitions: { HANDED_IN: { handIn: 'HANDED_IN', confirm: 'CONFIRMED' }, CONFIRMED: {} },
});

export type DailyLogState = StateOf<typeof dailyLogWorkflow>;
