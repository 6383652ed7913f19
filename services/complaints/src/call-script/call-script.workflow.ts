import { workflow, type StateOf } from '@linli/kernel';

/** A script is used once it is released; revising it makes it a draft again. */
export const callScriptWorkflow = workflow({
  name: 'call-script',
  initial: 'DRAFT',
  transitions: {
    DRAFT: { revise: 'DRAFT', release: 'RELEASED', retire: 'RETIRED' },
    RELEASED: { revise: 'DRAFT', retire: 'RETIRED' },
    RETIRED: {},
  },
});

export type CallScriptState = StateOf<typeof callScriptWorkflow>;
