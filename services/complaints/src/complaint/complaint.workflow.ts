import { workflow, type StateOf } from '@linli/kernel';

/** The way of 客户投诉登记表: rejected and not agreed plans come back, nothing closes unanswered [REQ-137..149]. */
export const complaintWorkflow = workflow({
  name: 'complaint',
  initial: 'REGISTERED',
  transitions: {
    REGISTERED: { investigate: 'INVESTIGATED', withdraw: 'WITHDRAWN' },
    INVESTIGATED: { plan: 'PLANNED', withdraw: 'WITHDRAWN' },
    PLANNED: { plan: 'PLANNED', submitPlan: 'APPROVAL', withdraw: 'WITHDRAWN' },
    APPROVAL: { approvePlan: 'NEGOTIATING', rejectPlan: 'PLANNED', withdraw: 'WITHDRAWN' },
    NEGOTIATING: { agree: 'EXECUTING', disagree: 'PLANNED', leaveUnagreed: 'UNAGREED', withdraw: 'WITHDRAWN' },
    EXECUTING: { check: 'CHECKED' },
    CHECKED: { feedBack: 'FED_BACK' },
    FED_BACK: { close: 'CLOSED' },
    CLOSED: {},
    WITHDRAWN: {},
    UNAGREED: {},
  },
});

export type ComplaintState = StateOf<typeof complaintWorkflow>;
