import { workflow, type StateOf } from '@linli/kernel';

/** 迟交: the direct superior imposes a penalty or lets it pass, once. */
export const reportPenaltyWorkflow = workflow({
  name: 'report-penalty',
  initial: 'OPEN',
  transitions: { OPEN: { impose: 'IMPOSED', waive: 'WAIVED' }, IMPOSED: {}, WAIVED: {} },
});

export type ReportPenaltyState = StateOf<typeof reportPenaltyWorkflow>;
