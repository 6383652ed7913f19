import { workflow, type StateOf } from '@linli/kernel';

/** 封盘 happens once and is not taken back. */
export const projectWorkflow = workflow({
  name: 'project',
  initial: 'ON_SALE',
  transitions: { ON_SALE: { closeSales: 'SALES_CLOSED' }, SALES_CLOSED: {} },
});

export type ProjectState = StateOf<typeof projectWorkflow>;
