import { workflow, type StateOf } from '@linli/kernel';

/** Drawn from the entries, closed by a conclusion [REQ-340]. */
export const salesAnalysisWorkflow = workflow({
  name: 'sales-analysis',
  initial: 'DRAWN',
  transitions: { DRAWN: { conclude: 'CONCLUDED' }, CONCLUDED: {} },
});

export type SalesAnalysisState = StateOf<typeof salesAnalysisWorkflow>;
