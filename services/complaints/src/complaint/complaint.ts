import {
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintLeftUnagreed,
  ComplaintPlanApproved,
  ComplaintRegistered,
  ComplaintReopened,
  ComplaintWithdrawn,
  roleNames,
  type FeedBackToCustomer,
  type InvestigateComplaint,
  type Role,
  type TalkView,
  type WarrantyView,
} from '@linli/contracts';
import { assertDecides, dayOf, newId, plusDays, raise, refuse } from '@linli/kernel';
import { complaintWorkflow, onItsWay, type CaseKind, type ComplaintAction } from './complaint.workflow.js';
import { intakeOf, type Customer, type WholeForm } from './intake.js';
import { ComplaintSchema, notARepair, OpenCase } from './open-case.js';
import { lastPlan, refusedOnce, type Decider, type Doer, type Handling, type Talk } from './handling.js';

/** 客户投诉登记表: one complaint from intake to the customer's opinion on its result [REQ-137]. */
export class Complaint extends OpenCase {
  static register(
    form: WholeForm,
    intake: {
      id?: string;
      formNo: string;
      partyId: string;
      receivedBy: string;
      at: Date;
      customer: Customer | null;
      warranty?: WarrantyView;
    },
  ): Complaint {
    const { projectId, channel, source, customerKind, room, category, urgency, content, demand, dueOn } = form;
    const { kind = 'COMPLAINT', mediaSource = null, earlierId = null } = form;
    if (channel === 'MEDIA' && mediaSource === null) {
      throw refuse.invalid('complaint.no-media-source', '媒体投诉须填写媒体名称和网址，请补充。');
    }
    if (form.part !== undefined && kind !== 'REPAIR') throw notARepair();
    const { formNo, partyId, receivedBy, at, customer, warranty = null } = intake;
    const complaint = Object.assign(new Complaint(), {
      id: intake.id ?? newId(),
      state: complaintWorkflow.initial,
      ...{ formNo, projectId, channel, source, partyId, customerKind, category, urgency, content, dueOn, receivedBy },
      room: room ?? null,
      demand: demand ?? null,
      ...{ kind: kind as CaseKind, mediaSource, earlierId, warranty, handling: null },
      ...{ acknowledged: false, answered: false, disputed: false, waiting: false, explanationOwed: false },
      ...{ escalationLevel: 0, reopened: 0, assigneeId: null, assignee: null, incidentId: null, agreementNo: null },
      receivedAt: at,
      card: '',
    });
    complaint.card = JSON.stringify(intakeOf(complaint, customer));
    raise(complaint, ComplaintRegistered, { ...complaint.ids, receivedAt: at.toISOString() });
    return complaint;
  }

  /** Cause, responsibility and whether the customer is right [REQ-139, REQ-346]. */
  investigate(report: Omit<InvestigateComplaint, 'complaintId' | 'version'>, by: Doer, at: Date): void {
    const { findings, cause, liability, contractor, responsibleDepartment, validity, validityReason } = report;
    this.move('investigate', {
      investigation: {
        ...{ findings, cause, liability, responsibleDepartment, validity, validityReason },
        ...(contractor ? { contractor } : {}),
        ...{ investigatorId: by.id, investigator: by.name, investigatedAt: at.toISOString() },
      },
    });
  }

  /** A first plan, or a new version after a rejection or a failed talk; earlier versions and their talks stay [REQ-140, REQ-144]. */
  proposePlan(content: string, by: Doer, at: Date, amountFen?: number): void {
    const plans = this.done.plans ?? [];
    const plan = {
      number: plans.length + 1,
      content,
      ...(amountFen === undefined ? {} : { amountFen }),
      proposerId: by.id,
      proposer: by.name,
      proposedAt: at.toISOString(),
      talks: [],
    };
    this.move('proposePlan', { plans: [...plans, plan] });
  }

  /** A repair, suggestion or objection is dealt with at once, by its person in charge [REQ-153, REQ-158, REQ-159]. */
  takeUp(arrangement: string | undefined, by: Doer, at: Date): void {
    this.move('takeUp', {});
    this.assigneeId ??= by.id;
    this.assignee ??= by.name;
    if (arrangement) this.answer(arrangement, by, at);
  }

  /** A talk before approval, where one is needed [REQ-141]. */
  talkPreliminarily(talk: Talk, by: Doer, at: Date): void {
    const entry = this.talk('PRELIMINARY', talk, by, at);
    this.move('talkPreliminarily', { plans: lastPlan(this.done, ({ talks }) => ({ talks: [...talks, entry] })) });
    this.answered = true;
  }

  /** The plan keeps the role that decides and the version of the matrix that says so [REQ-142]. */
  submitPlan({ approverRole, matrixVersion }: { approverRole: Role; matrixVersion: number }, at: Date): void {
    const submission = { submittedAt: at.toISOString(), approverRole, matrixVersion };
    this.move('submitPlan', { plans: lastPlan(this.done, () => submission) });
  }

  /** By the role that the matrix names or the stand-in of one who is absent, never by the proposer [REQ-142, REQ-143]. */
  approvePlan(opinion: string | undefined, by: Decider, at: Date, absentIds: readonly string[] = []): void {
    this.decide('approvePlan', 'APPROVED', opinion, by, at, absentIds);
    raise(this, ComplaintPlanApproved, { ...this.ids, planNumber: this.planNumber });
  }

  rejectPlan(opinion: string, by: Decider, at: Date, absentIds: readonly string[] = []): void {
    this.decide('rejectPlan', 'REJECTED', opinion, by, at, absentIds);
  }

  /** Only an approved plan is presented, so a talk is possible in NEGOTIATING alone [REQ-145]. */
  agree(talk: Talk, by: Doer, at: Date): void {
    this.holdFormalTalk('agree', true, talk, by, at);
    raise(this, ComplaintAgreed, { ...this.ids, planNumber: this.planNumber });
  }

  /** The plan has to be changed and approved again before the next talk [REQ-146]. */
  disagree(talk: Talk, by: Doer, at: Date): void {
    this.holdFormalTalk('disagree', false, talk, by, at);
    if (!this.disputed) this.becomeDispute('NEGOTIATION_FAILED', talk.answer, by, at);
  }

  dispose(result: string, by: Doer, at: Date): void {
    const disposal = { executorId: by.id, executor: by.name, result, disposedAt: at.toISOString() };
    this.move('dispose', { disposals: [...(this.done.disposals ?? []), disposal] });
  }

  /** A result that fails is carried out again; who carried it out does not check it [REQ-148]. */
  check(passed: boolean, checkResult: string, by: Doer, at: Date): void {
    const action = passed ? 'passCheck' : 'failCheck';
    complaintWorkflow.move(this.state, action);
    const disposals = this.done.disposals ?? [];
    const last = disposals.at(-1);
    if (last?.executorId === by.id) {
      throw refuse.rule('complaint.checker-is-executor', '处置人不能检查自己的处置结果，请由其他同事检查。');
    }
    const check = { passed, checkerId: by.id, checker: by.name, checkResult, checkedAt: at.toISOString() };
    this.move(action, { disposals: disposals.map((each) => (each === last ? { ...each, ...check } : each)) });
  }

  feedBack(
    { customerOpinion, satisfaction }: Pick<FeedBackToCustomer, 'customerOpinion' | 'satisfaction'>,
    by: Doer,
    at: Date,
  ): void {
    this.move('feedBack', {
      feedback: { at: at.toISOString(), by: by.name, customerOpinion, ...(satisfaction ? { satisfaction } : {}) },
    });
    this.answered = true;
  }

  /** 有求必应,有应必解,有解必答: acknowledged, resolved and answered, and a late one explained [REQ-154, REQ-160]. */
  close(by: Doer, at: Date): void {
    complaintWorkflow.move(this.state, 'close');
    if (!this.acknowledged) {
      throw refuse.rule('complaint.not-acknowledged', '尚未告知客户已受理，不能结案；请先登记受理确认。');
    }
    if (this.explanationOwed) {
      throw refuse.rule('complaint.explanation-owed', '该案件已超时，不能结案；请先向客户作延误说明。');
    }
    this.move('close', { ending: { at: at.toISOString(), by: by.name } });
    raise(this, ComplaintClosed, { ...this.ids, closedAt: at.toISOString() });
  }

  withdraw(reason: string, by: Doer, at: Date): void {
    this.move('withdraw', { ending: { at: at.toISOString(), by: by.name, reason } });
    raise(this, ComplaintWithdrawn, { ...this.ids, withdrawnAt: at.toISOString() });
  }

  /** The way out of talks that lead nowhere: a manager's decision, never a silent close (reading X25). */
  leaveUnagreed(reason: string, by: Doer, at: Date): void {
    complaintWorkflow.move(this.state, 'leaveUnagreed');
    if (!refusedOnce(this.done)) {
      throw refuse.rule('complaint.not-negotiated', '客户还没有拒绝过已批准的处置方案，请先进行正式磋商。');
    }
    this.move('leaveUnagreed', { ending: { at: at.toISOString(), by: by.name, reason } });
    raise(this, ComplaintLeftUnagreed, { ...this.ids, leftAt: at.toISOString() });
  }

  /** Within the grace days, the last one included, a closed case goes on; later it stays closed and a new one is linked to it. */
  reopen(reason: string, graceDays: number, by: Doer, at: Date): void {
    complaintWorkflow.move(this.state, 'reopen');
    const { investigation, feedback, ending, ...kept } = this.done;
    const closedAt = ending?.at ?? at.toISOString();
    const lastDay = plusDays(dayOf(new Date(closedAt)), graceDays);
    if (dayOf(at) > lastDay) {
      throw refuse.rule('complaint.grace-over', '重新受理的期限已过，请登记新案件，并在 earlierId 中注明本案。', {
        lastDay,
      });
    }
    this.state = complaintWorkflow.move(this.state, 'reopen');
    Object.assign(this, { acknowledged: false, answered: false, escalationLevel: 0, reopened: this.reopened + 1 });
    const round = {
      ...(investigation ? { investigation } : {}),
      ...(feedback ? { feedback } : {}),
      ...{ closedAt, reason, reopenedBy: by.name, reopenedAt: at.toISOString() },
    };
    this.handling = { ...kept, rounds: [...(kept.rounds ?? []), round] };
    raise(this, ComplaintReopened, { ...this.ids, reopened: this.reopened });
  }

  /** What the plan that waits costs, for the authority matrix. */
  get planAmountFen(): number | undefined {
    return this.done.plans?.at(-1)?.amountFen;
  }

  /** The role that decides on the plan that waits for approval. */
  get approverRole(): Role | undefined {
    return this.done.plans?.at(-1)?.approverRole as Role | undefined;
  }

  private get planNumber(): number {
    return this.done.plans?.length ?? 0;
  }

  private move(action: ComplaintAction, entry: Handling): void {
    const to = complaintWorkflow.move(this.state, action);
    if (!onItsWay(this.kind, action)) throw this.illegal(action);
    if (this.waiting && action !== 'withdraw') {
      throw refuse.conflict('complaint.waiting-for-customer', '该案件正等待客户答复，请先恢复时限。');
    }
    this.state = to;
    this.note(entry);
    if (this.waiting) this.stopWaiting(new Date(entry.ending!.at));
  }

  private decide(
    action: 'approvePlan' | 'rejectPlan',
    decision: 'APPROVED' | 'REJECTED',
    opinion: string | undefined,
    by: Decider,
    at: Date,
    absentIds: readonly string[],
  ): void {
    complaintWorkflow.move(this.state, action);
    const { approverRole = '', proposerId } = this.done.plans?.at(-1) ?? {};
    const roleName = roleNames[approverRole as Role];
    const { standsInFor } = assertDecides(
      by,
      { aggregate: 'complaint', approverRole, roleName, applicantIds: [proposerId] },
      absentIds,
    );
    const entry = {
      decision,
      approverId: by.id,
      approver: by.name,
      decidedAt: at.toISOString(),
      ...(standsInFor ? { decidedFor: standsInFor } : {}),
      ...(opinion ? { opinion } : {}),
    };
    this.move(action, { plans: lastPlan(this.done, () => entry) });
  }

  private holdFormalTalk(action: 'agree' | 'disagree', agreed: boolean, talk: Talk, by: Doer, at: Date): void {
    const entry = { ...this.talk('FORMAL', talk, by, at), agreed };
    this.move(action, { plans: lastPlan(this.done, ({ talks }) => ({ talks: [...talks, entry] })) });
    this.answered = true;
  }

  private talk(kind: TalkView['kind'], { heldAt, attendees, offer, answer }: Talk, by: Doer, at: Date): TalkView {
    const held = new Date(heldAt);
    if (held > at) throw refuse.rule('complaint.talk-in-future', '磋商开始时间不能晚于现在，请核对时间。');
    return { kind, at: held.toISOString(), attendees, offer, answer, recordedBy: by.name };
  }
}

ComplaintSchema.setClass(Complaint);
