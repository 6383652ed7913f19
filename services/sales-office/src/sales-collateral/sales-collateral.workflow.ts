import { workflow, type StateOf } from '@linli/kernel';

export const salesCollateralWorkflow = workflow({
  name: 'sales-collateral',
  initial: 'CURRENT',
  transitions: { CURRENT: { revise: 'CURRENT', withdraw: 'WITHDRAWN' }, WITHDRAWN: {} },
});

export type SalesCollateralState = StateOf<typeof salesCollateralWorkflow>;
