import { workflow, type StateOf } from '@linli/kernel';

/** 成交客户档案: filled again until the supervisor has confirmed it (X18). */
export const dealFileWorkflow = workflow({
  name: 'deal-file',
  initial: 'DRAFT',
  transitions: {
    DRAFT: { fill: 'FILLED' },
    FILLED: { fill: 'FILLED', confirm: 'CONFIRMED' },
    CONFIRMED: {},
  },
});

export type DealFileState = StateOf<typeof dealFileWorkflow>;
