import { workflow, type StateOf } from '@linli/kernel';

/** Handed in again until the superior has confirmed it; then its figures stay. */
export const salesReportWorkflow = workflow({
  name: 'sales-report',
  initial: 'HANDED_IN',
  transitions: {
    HANDED_IN: { handIn: 'HANDED_IN', confirm: 'CONFIRMED', return: 'RETURNED' },
    RETURNED: { handIn: 'HANDED_IN' },
    CONFIRMED: {},
  },
});

export type SalesReportState = StateOf<typeof salesReportWorkflow>;
