import type { caseKinds } from '@linli/contracts';
import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/**
 * The way of 客户投诉登记表: rejected and not agreed plans come back, nothing closes unanswered [REQ-137..149]. Repairs, suggestions and
 * objections need no plan: they are taken up and carried out, then checked and told like a complaint [REQ-153].
 */
export const complaintWorkflow = workflow({
  name: 'complaint',
  initial: 'REGISTERED',
  transitions: {
    REGISTERED: { investigate: 'INVESTIGATED', takeUp: 'EXECUTING', withdraw: 'WITHDRAWN' },
    INVESTIGATED: { proposePlan: 'PLANNED', withdraw: 'WITHDRAWN' },
    PLANNED: { proposePlan: 'PLANNED', talkPreliminarily: 'PLANNED', submitPlan: 'APPROVAL', withdraw: 'WITHDRAWN' },
    APPROVAL: { approvePlan: 'NEGOTIATING', rejectPlan: 'REPLANNING', withdraw: 'WITHDRAWN' },
    REPLANNING: { proposePlan: 'PLANNED', leaveUnagreed: 'UNAGREED', withdraw: 'WITHDRAWN' },
    NEGOTIATING: { agree: 'EXECUTING', disagree: 'REPLANNING', leaveUnagreed: 'UNAGREED', withdraw: 'WITHDRAWN' },
    EXECUTING: { dispose: 'EXECUTED' },
    EXECUTED: { passCheck: 'CHECKED', failCheck: 'EXECUTING' },
    CHECKED: { feedBack: 'FED_BACK' },
    FED_BACK: { close: 'CLOSED' },
    CLOSED: { reopen: 'REGISTERED' },
    WITHDRAWN: {},
    UNAGREED: {},
  },
});

export type ComplaintState = StateOf<typeof complaintWorkflow>;
export type ComplaintAction = ActionOf<typeof complaintWorkflow>;
export type CaseKind = (typeof caseKinds)[number];

const ended: readonly ComplaintState[] = ['CLOSED', 'WITHDRAWN', 'UNAGREED'];
export const isEnded = (state: ComplaintState): boolean => ended.includes(state);

/** What the steps of a case depend on beside its state. */
export interface CaseMarks {
  readonly kind: CaseKind;
  readonly state: ComplaintState;
  readonly acknowledged: boolean;
  readonly disputed: boolean;
  readonly waiting: boolean;
  readonly explanationOwed: boolean;
}

/** Only a complaint is investigated and negotiated; the other kinds are taken up. */
export const onItsWay = (kind: CaseKind, action: ComplaintAction): boolean =>
  (action !== 'investigate' && action !== 'takeUp') || (action === 'investigate') === (kind === 'COMPLAINT');

/** While the ball is with the customer nothing moves, unless he takes the case back. */
const goesOn = (waiting: boolean, action: ComplaintAction) => !waiting || action === 'withdraw';

/** The steps that are possible now: those of the table, then what may be done in every open case. */
export function stepsOf({ kind, state, acknowledged, disputed, waiting, explanationOwed }: CaseMarks): string[] {
  const moves = complaintWorkflow.allowed(state).filter((each) => onItsWay(kind, each) && goesOn(waiting, each));
  if (isEnded(state)) return [...moves, ...(state === 'CLOSED' ? ['checkQuality'] : [])];
  return [
    ...moves,
    ...(acknowledged ? [] : ['acknowledge']),
    ...(waiting ? ['resume'] : ['wait']),
    ...(explanationOwed ? ['explainDelay'] : []),
    ...(kind === 'COMPLAINT' && !disputed ? ['convertToDispute'] : []),
    ...['answer', 'assign', 'bookVisit', 'linkAgreement', 'linkIncident'],
    ...(kind === 'REPAIR' ? ['assessWarranty'] : []),
  ];
}
