import { defineEntity, p } from '@mikro-orm/core';
import {
  ComplaintAgreed,
  ComplaintClosed,
  ComplaintLeftUnagreed,
  ComplaintPlanApproved,
  ComplaintRegistered,
  ComplaintWithdrawn,
  type FeedBackToCustomer,
  type InvestigateComplaint,
  type RegisterComplaint,
  type Role,
  type TalkView,
} from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';
import { complaintWorkflow, type ComplaintAction, type ComplaintState } from './complaint.workflow.js';
import { intakeOf, type Customer } from './intake.js';
import { lastPlan, refusedOnce, type Doer, type Handling, type Talk } from './handling.js';

const ComplaintSchema = defineEntity({
  name: 'Complaint',
  tableName: 'complaint',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<ComplaintState>(),
    receivedAt: p.datetime(),
    receivedBy: p.text(),
    channel: p.text(),
    source: p.text(),
    partyId: p.uuid(),
    customerKind: p.text(),
    room: p.text().nullable(),
    category: p.text(),
    urgency: p.text(),
    content: p.text(),
    demand: p.text().nullable(),
    dueOn: p.date(),
    /** What was written at intake, as the JSON of its fields in the view: lists are read a lot and pass it on as it is. */
    card: p.text().lazy(),
    handling: p.json<Handling>().nullable(),
  },
});

/** 客户投诉登记表: one complaint from intake to the customer's opinion on its result [REQ-137]. */
export class Complaint extends ComplaintSchema.class {
  static register(
    form: RegisterComplaint,
    intake: { formNo: string; partyId: string; receivedBy: string; at: Date; customer: Customer | null },
  ): Complaint {
    const { projectId, channel, source, customerKind, room, category, urgency, content, demand, dueOn } = form;
    const { formNo, partyId, receivedBy, at, customer } = intake;
    const complaint = Object.assign(new Complaint(), {
      id: newId(),
      state: complaintWorkflow.initial,
      ...{ formNo, projectId, channel, source, partyId, customerKind, category, urgency, content, dueOn, receivedBy },
      room: room ?? null,
      demand: demand ?? null,
      handling: null,
      receivedAt: at,
      card: '',
    });
    complaint.card = JSON.stringify(intakeOf(complaint, customer));
    raise(complaint, ComplaintRegistered, { ...complaint.ids, receivedAt: at.toISOString() });
    return complaint;
  }

  /** Cause, responsibility and whether the customer is right [REQ-139, REQ-346]. */
  investigate(report: Omit<InvestigateComplaint, 'complaintId' | 'version'>, by: Doer, at: Date): void {
    const { findings, cause, liability, responsibleDepartment, validity, validityReason } = report;
    this.move('investigate', {
      investigation: {
        ...{ findings, cause, liability, responsibleDepartment, validity, validityReason },
        ...{ investigatorId: by.id, investigator: by.name, investigatedAt: at.toISOString() },
      },
    });
  }

  /** A first plan, or a new version after a rejection or a failed talk; earlier versions and their talks stay [REQ-140, REQ-144]. */
  proposePlan(content: string, by: Doer, at: Date): void {
    const plans = this.done.plans ?? [];
    const plan = {
      number: plans.length + 1,
      content,
      proposerId: by.id,
      proposer: by.name,
      proposedAt: at.toISOString(),
      talks: [],
    };
    this.move('proposePlan', { plans: [...plans, plan] });
  }

  /** A talk before approval, where one is needed [REQ-141]. */
  talkPreliminarily(talk: Talk, by: Doer, at: Date): void {
    const entry = this.talk('PRELIMINARY', talk, by, at);
    this.move('talkPreliminarily', { plans: lastPlan(this.done, ({ talks }) => ({ talks: [...talks, entry] })) });
  }

  /** The role is what the authority matrix says for this case, in the version that is noted [REQ-142]. */
  submitPlan({ approverRole, matrixVersion }: { approverRole: Role; matrixVersion: number }, at: Date): void {
    const entry = { submittedAt: at.toISOString(), approverRole, matrixVersion };
    this.move('submitPlan', { plans: lastPlan(this.done, () => entry) });
  }

  /** By whom the matrix names, or by who stands in for him while he is absent. */
  approvePlan(opinion: string | undefined, by: Doer, at: Date, standsInFor?: string): void {
    this.decide('approvePlan', 'APPROVED', opinion, by, at, standsInFor);
    raise(this, ComplaintPlanApproved, { ...this.ids, planNumber: this.planNumber });
  }

  rejectPlan(opinion: string, by: Doer, at: Date, standsInFor?: string): void {
    this.decide('rejectPlan', 'REJECTED', opinion, by, at, standsInFor);
  }

  /** Only an approved plan is presented, so a talk is possible in NEGOTIATING alone [REQ-145]. */
  agree(talk: Talk, by: Doer, at: Date): void {
    this.holdFormalTalk('agree', true, talk, by, at);
    raise(this, ComplaintAgreed, { ...this.ids, planNumber: this.planNumber });
  }

  /** The plan has to be changed and approved again before the next talk [REQ-146]. */
  disagree(talk: Talk, by: Doer, at: Date): void {
    this.holdFormalTalk('disagree', false, talk, by, at);
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
      throw refuse.rule(
        'complaint.checker-is-executor',
        'Who carried out the plan may not check its result; ask a colleague to check it.',
      );
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
  }

  close(by: Doer, at: Date): void {
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
      throw refuse.rule(
        'complaint.not-negotiated',
        'The customer has not refused an approved plan yet; hold a formal talk first.',
      );
    }
    this.move('leaveUnagreed', { ending: { at: at.toISOString(), by: by.name, reason } });
    raise(this, ComplaintLeftUnagreed, { ...this.ids, leftAt: at.toISOString() });
  }

  /** The role that decides on the plan that waits for approval. */
  get approverRole(): Role | undefined {
    return this.done.plans?.at(-1)?.approverRole as Role | undefined;
  }

  get proposerId(): string | undefined {
    return this.done.plans?.at(-1)?.proposerId;
  }

  private get done(): Handling {
    return this.handling ?? {};
  }

  private get ids(): { complaintId: string; partyId: string; projectId: string } {
    return { complaintId: this.id, partyId: this.partyId, projectId: this.projectId };
  }

  private get planNumber(): number {
    return this.done.plans?.length ?? 0;
  }

  private move(action: ComplaintAction, entry: Handling): void {
    this.state = complaintWorkflow.move(this.state, action);
    this.handling = { ...this.done, ...entry };
  }

  private decide(
    action: 'approvePlan' | 'rejectPlan',
    decision: 'APPROVED' | 'REJECTED',
    opinion: string | undefined,
    by: Doer,
    at: Date,
    standsInFor: string | undefined,
  ): void {
    complaintWorkflow.move(this.state, action);
    if (this.done.plans?.at(-1)?.proposerId === by.id) {
      throw refuse.rule(
        'complaint.approver-is-proposer',
        'Who proposed the plan may not decide on it; another manager must.',
      );
    }
    const entry = {
      decision,
      approverId: by.id,
      approver: by.name,
      decidedAt: at.toISOString(),
      ...(opinion ? { opinion } : {}),
      ...(standsInFor ? { decidedFor: standsInFor } : {}),
    };
    this.move(action, { plans: lastPlan(this.done, () => entry) });
  }

  private holdFormalTalk(action: 'agree' | 'disagree', agreed: boolean, talk: Talk, by: Doer, at: Date): void {
    const entry = { ...this.talk('FORMAL', talk, by, at), agreed };
    this.move(action, { plans: lastPlan(this.done, ({ talks }) => ({ talks: [...talks, entry] })) });
  }

  private talk(kind: TalkView['kind'], { heldAt, attendees, offer, answer }: Talk, by: Doer, at: Date): TalkView {
    const held = new Date(heldAt);
    if (held > at)
      throw refuse.rule('complaint.talk-in-future', 'A talk is recorded after it was held; give the time it began.');
    return { kind, at: held.toISOString(), attendees, offer, answer, recordedBy: by.name };
  }
}

ComplaintSchema.setClass(Complaint);
