import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/** The way of 客户投诉登记表: rejected and not agreed plans come back, nothing closes unanswered [REQ-137..149]. */
export const complaintWorkflow = workflow({
  name: 'complaint',
  initial: 'REGISTERED',
  transitions: {
    REGISTERED: { investigate: 'INVESTIGATED', withdraw: 'WITHDRAWN' },
    INVESTIGATED: { proposePlan: 'PLANNED', withdraw: 'WITHDRAWN' },
    PLANNED: { proposePlan: 'PLANNED', talkPreliminarily: 'PLANNED', submitPlan: 'APPROVAL', withdraw: 'WITHDRAWN' },
    APPROVAL: { approvePlan: 'NEGOTIATING', rejectPlan: 'REPLANNING', withdraw: 'WITHDRAWN' },
    REPLANNING: { proposePlan: 'PLANNED', leaveUnagreed: 'UNAGREED', withdraw: 'WITHDRAWN' },
    NEGOTIATING: { agree: 'EXECUTING', disagree: 'REPLANNING', leaveUnagreed: 'UNAGREED', withdraw: 'WITHDRAWN' },
    EXECUTING: { dispose: 'EXECUTED' },
    EXECUTED: { passCheck: 'CHECKED', failCheck: 'EXECUTING' },
    CHECKED: { feedBack: 'FED_BACK' },
    FED_BACK: { close: 'CLOSED' },
    CLOSED: {},
    WITHDRAWN: {},
    UNAGREED: {},
  },
});

export type ComplaintState = StateOf<typeof complaintWorkflow>;
export type ComplaintAction = ActionOf<typeof complaintWorkflow>;
