import { defineEntity, p } from '@mikro-orm/core';
import {
  ComplaintBecameDispute,
  ComplaintEscalated,
  QualityCheckDue,
  type EscalationView,
  type WarrantyView,
} from '@linli/contracts';
import { raise, refuse, type Refusal } from '@linli/kernel';
import { isEnded, stepsOf, type CaseKind, type ComplaintState } from './complaint.workflow.js';
import type { Doer, Duty, Handling } from './handling.js';
import { intakeOf, type Customer } from './intake.js';

export const ComplaintSchema = defineEntity({
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
    kind: p.text().$type<CaseKind>(),
    acknowledged: p.boolean(),
    answered: p.boolean(),
    disputed: p.boolean(),
    waiting: p.boolean(),
    explanationOwed: p.boolean(),
    escalationLevel: p.integer(),
    reopened: p.integer(),
    assigneeId: p.text().nullable(),
    assignee: p.text().nullable(),
    incidentId: p.uuid().nullable(),
    agreementNo: p.text().nullable(),
    mediaSource: p.text().nullable(),
    earlierId: p.uuid().nullable(),
    warranty: p.json<WarrantyView>().nullable(),
    handling: p.json<Handling>().nullable(),
  },
});

/** What may be done with a case of any kind while it is open, whatever its state: it moves nothing on. */
export class OpenCase extends ComplaintSchema.class {
  /** 受理确认, once in each round [REQ-154]. */
  acknowledge(how: string, told: string | undefined, by: Doer, at: Date): void {
    this.mustBeOpen('acknowledge');
    if (this.acknowledged) {
      throw refuse.conflict('complaint.already-acknowledged', '已告知过客户案件已受理，无需重复登记。');
    }
    this.acknowledged = true;
    this.note({ acknowledgement: { at: at.toISOString(), by: by.name, how, ...(told ? { told } : {}) } });
  }

  /** What the customer was told in between; with an incident its official answer [REQ-154]. */
  answer(content: string, by: Doer, at: Date, incidentId?: string): void {
    this.mustBeOpen('answer');
    this.answered = true;
    const answer = { at: at.toISOString(), by: by.name, content, ...(incidentId ? { incidentId } : {}) };
    this.note({ answers: [...(this.done.answers ?? []), answer] });
  }

  /** The ball is with the customer: the clocks stand still until he gives it back. */
  wait(reason: string, by: Doer, at: Date): void {
    this.mustBeOpen('wait');
    if (this.waiting) throw refuse.conflict('complaint.already-waiting', '该案件已在等待客户答复。');
    this.waiting = true;
    this.note({ waits: [...(this.done.waits ?? []), { from: at.toISOString(), reason, by: by.name }] });
  }

  resume(at: Date): void {
    this.mustBeOpen('resume');
    if (!this.waiting) throw refuse.conflict('complaint.not-waiting', '该案件没有在等待客户答复。');
    this.stopWaiting(at);
  }

  /** Money, contract or law is at issue; number and history stay (X23) [REQ-138]. */
  convertToDispute(ground: string, reason: string, by: Doer, at: Date): void {
    this.mustBeOpen('convertToDispute');
    if (this.kind !== 'COMPLAINT') {
      throw refuse.rule('complaint.no-complaint', '只有投诉才能转为纠纷，请另行登记投诉。');
    }
    if (this.disputed) throw refuse.conflict('complaint.already-disputed', '该案件已登记在纠纷登记簿，无需重复登记。');
    this.becomeDispute(ground, reason, by, at);
  }

  /** 派工: to a colleague or, later, to another; every assignment stays [REQ-162]. */
  assign(
    task: { assigneeId: string; assignee: string; reason?: string; plannedOn?: string },
    by: Doer,
    at: Date,
  ): void {
    this.mustBeOpen('assign');
    const { assigneeId, assignee, reason, plannedOn } = task;
    if (this.assigneeId === assigneeId) {
      throw refuse.conflict('complaint.already-assigned', '该案件已由这位同事负责，请选择另一位。');
    }
    if (this.assigneeId && !reason) {
      throw refuse.rule('complaint.reassigned-without-reason', '重新指派责任人须写明原因，请补充。');
    }
    Object.assign(this, { assigneeId, assignee });
    const entry = { assigneeId, assignee, ...(reason ? { reason } : {}), ...(plannedOn ? { plannedOn } : {}) };
    this.note({ assignments: [...(this.done.assignments ?? []), { ...entry, by: by.name, at: at.toISOString() }] });
  }

  /** 上门预约; a later one takes the place of the earlier, which stays on record [REQ-162]. */
  bookVisit(visit: { from: string; until: string; note?: string }, by: Doer, at: Date): void {
    this.mustBeOpen('bookVisit');
    const [from, until] = [new Date(visit.from), new Date(visit.until)];
    if (from <= at || until <= from) {
      throw refuse.rule('complaint.visit-times', '上门时间须晚于现在，结束时间须晚于开始时间，请核对。');
    }
    const booked = {
      from: from.toISOString(),
      until: until.toISOString(),
      ...(visit.note ? { note: visit.note } : {}),
    };
    const entry = { ...booked, bookedBy: by.name, bookedAt: at.toISOString() };
    this.note({ visits: [...(this.done.visits ?? []), entry] });
  }

  /** A duty was not kept in time: from now on the customer is owed an explanation [REQ-160]. */
  fallLate(duty: Duty, dueAt: Date, at: Date): void {
    this.explanationOwed = true;
    this.noteEscalation({ duty, level: 0, dueAt: dueAt.toISOString(), at: at.toISOString() });
  }

  /** The next level of the chain takes the task over; each level once [REQ-163]. */
  escalate(duty: Duty, level: number, to: { role: string; name: string }, dueAt: Date, at: Date): void {
    this.escalationLevel = Math.max(this.escalationLevel, level);
    Object.assign(this, { assigneeId: `role:${to.role}`, assignee: to.name });
    this.noteEscalation({ duty, level, ...to, dueAt: dueAt.toISOString(), at: at.toISOString() });
    raise(this, ComplaintEscalated, { ...this.ids, duty, level, role: to.role });
  }

  explainDelay(content: string, by: Doer, at: Date): void {
    this.mustBeOpen('explainDelay');
    if (!this.explanationOwed) throw refuse.conflict('complaint.not-late', '该案件没有超时，无需延误说明。');
    this.explanationOwed = false;
    this.note({ explanations: [...(this.done.explanations ?? []), { content, by: by.name, at: at.toISOString() }] });
  }

  /** Looks at a closed case of another; its own work nobody rates. */
  checkQuality(score: number, remark: string | undefined, by: Doer, at: Date): void {
    if (this.state !== 'CLOSED') throw this.illegal('checkQuality');
    if (this.assigneeId === by.id) {
      throw refuse.rule('complaint.own-work', '不能检查本人经办的案件，请由其他同事检查。');
    }
    const check = { score, ...(remark ? { remark } : {}), by: by.name, at: at.toISOString() };
    this.note({ qualityChecks: [...(this.done.qualityChecks ?? []), check] });
  }

  /** Whether somebody has looked at the case since it was closed. */
  get isChecked(): boolean {
    const closedAt = this.done.ending?.at ?? '';
    return (this.done.qualityChecks ?? []).some(({ at }) => at >= closedAt);
  }

  /** Nobody has checked the closed case: 主管 is reminded, then the next level (EXP-06). */
  remindOfQualityCheck(level: number, to: { role: string; name: string } | undefined, at: Date): void {
    const reminder = { level, ...to, at: at.toISOString() };
    this.note({ qualityReminders: [...(this.done.qualityReminders ?? []), reminder] });
    raise(this, QualityCheckDue, { ...this.ids, level, role: to?.role ?? 'CS_SUPERVISOR' });
  }

  /** 保修: whether the part is covered; stands in the card, so that lists show it (EXP-20). */
  assessWarranty(warranty: WarrantyView, customer: Customer | null): void {
    this.mustBeOpen('assessWarranty');
    if (this.kind !== 'REPAIR') throw notARepair();
    this.warranty = warranty;
    this.card = JSON.stringify(intakeOf(this, customer));
  }

  /** The service contract that the case is about; property-move-in keeps it [REQ-166]. */
  linkAgreement(agreement: { agreementId: string; agreementNo: string }, by: Doer, at: Date): void {
    this.mustBeOpen('linkAgreement');
    const { agreementId, agreementNo } = agreement;
    if (this.agreementNo === agreementNo) {
      throw refuse.conflict('complaint.agreement-unchanged', '该案件已关联这份服务协议，无需重复关联。');
    }
    this.agreementNo = agreementNo;
    const link = { agreementId, agreementNo, by: by.name, at: at.toISOString() };
    this.note({ agreements: [...(this.done.agreements ?? []), link] });
  }

  /** Into an incident, into another one, or out of it; every link stays on record. */
  linkIncident(incidentId: string | undefined, reason: string | undefined, by: Doer, at: Date): void {
    this.mustBeOpen('linkIncident');
    if (this.incidentId === (incidentId ?? null)) {
      throw refuse.conflict('complaint.incident-unchanged', '该案件的事件关联没有变化，请选择另一个事件或取消关联。');
    }
    this.incidentId = incidentId ?? null;
    const link = {
      ...(incidentId ? { incidentId } : {}),
      ...(reason ? { reason } : {}),
      by: by.name,
      at: at.toISOString(),
    };
    this.note({ incidentLinks: [...(this.done.incidentLinks ?? []), link] });
  }

  protected get done(): Handling {
    return this.handling ?? {};
  }

  protected get ids(): { complaintId: string; partyId: string; projectId: string } {
    return { complaintId: this.id, partyId: this.partyId, projectId: this.projectId };
  }

  protected note(entry: Handling): void {
    this.handling = { ...this.done, ...entry };
  }

  private noteEscalation(entry: EscalationView): void {
    this.note({ escalations: [...(this.done.escalations ?? []), entry] });
  }

  protected stopWaiting(at: Date): void {
    this.waiting = false;
    const waits = this.done.waits ?? [];
    this.note({ waits: waits.map((each) => (each.to ? each : { ...each, to: at.toISOString() })) });
  }

  protected becomeDispute(ground: string, reason: string, by: Doer, at: Date): void {
    this.disputed = true;
    this.note({ dispute: { ground, reason, by: by.name, at: at.toISOString() } });
    raise(this, ComplaintBecameDispute, { ...this.ids, ground });
  }

  mustBeOpen(step: string): void {
    if (isEnded(this.state)) throw this.illegal(step);
  }

  protected illegal(action: string): Refusal {
    const allowed = stepsOf(this);
    return refuse.conflict('complaint.illegal-step', '该事项现在不能办理这一步，请刷新后查看可办理的步骤。', {
      ...{ state: this.state, action, allowed },
    });
  }
}

export const notARepair = (): Refusal =>
  refuse.rule('complaint.not-a-repair', '只有报修才按部位判断保修期限，请不要填写部位。');

// MikroORM takes a base class of another name for an entity of its own.
Object.defineProperty(OpenCase, 'name', { value: 'Complaint' });
