import { workflow, type StateOf } from '@linli/kernel';

/** A customer is invited, and rates, lets the time pass, or sees his case opened again before. */
export const caseRatingWorkflow = workflow({
  name: 'case-rating',
  initial: 'INVITED',
  transitions: {
    INVITED: { rate: 'RATED', expire: 'EXPIRED', withdraw: 'WITHDRAWN' },
    RATED: {},
    EXPIRED: {},
    WITHDRAWN: {},
  },
});

export type CaseRatingState = StateOf<typeof caseRatingWorkflow>;
