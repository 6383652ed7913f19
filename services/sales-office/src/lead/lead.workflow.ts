import { workflow, type StateOf } from '@linli/kernel';

/** 线索: recorded, assigned, tracked, until he is a prospect or given up [REQ-131]. */
export const leadWorkflow = workflow({
  name: 'lead',
  initial: 'NEW',
  transitions: {
    NEW: { assign: 'ASSIGNED', drop: 'DROPPED' },
    ASSIGNED: { assign: 'ASSIGNED', track: 'ASSIGNED', convert: 'CONVERTED', drop: 'DROPPED' },
    CONVERTED: {},
    DROPPED: {},
  },
});

export type LeadState = StateOf<typeof leadWorkflow>;
