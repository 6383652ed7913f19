import { defineEntity, p } from '@mikro-orm/core';
import {
  CorrectiveActionConfirmed,
  CorrectiveActionRequested,
  CorrectiveActionReturned,
  CorrectiveActionWithdrawn,
  type CorrectiveEscalationView,
  type correctiveDuties,
  type DepartmentCode,
  type EffectCheckView,
  type LetterWithdrawalView,
  type RequestCorrectiveAction,
} from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';
import { correctiveActionWorkflow, type CorrectiveActionState } from './corrective-action.workflow.js';

const CorrectiveActionSchema = defineEntity({
  name: 'CorrectiveAction',
  tableName: 'corrective_action',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    letterNo: p.text(),
    state: p.text().$type<CorrectiveActionState>(),
    kind: p.text(),
    department: p.text().$type<DepartmentCode>(),
    complaintId: p.uuid(),
    complaintNo: p.text(),
    projectId: p.text(),
    metAt: p.datetime().nullable(),
    attendees: p.text().nullable(),
    cause: p.text(),
    demand: p.text(),
    requestedBy: p.text(),
    requestedAt: p.datetime(),
    dueOn: p.date(),
    round: p.integer(),
    acknowledgedAt: p.datetime().nullable(),
    carriedOutAt: p.datetime().nullable(),
    doerId: p.text().nullable(),
    withdrawal: p.json<LetterWithdrawalView>().nullable(),
    escalationLevel: p.integer(),
    effectChecks: p.json<EffectCheckView[]>(),
    escalations: p.json<CorrectiveEscalationView[]>(),
  },
});

export type CorrectiveDuty = (typeof correctiveDuties)[number];

/** The case whose cause is passed on, as far as it is needed. */
interface CauseOf {
  readonly id: string;
  readonly formNo: string;
  readonly projectId: string;
  readonly cause?: string | undefined;
}

interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** 纠正与预防措施: a department removes the cause of a complaint, and the effect is looked at [REQ-150, REQ-151]. */
export class CorrectiveAction extends CorrectiveActionSchema.class {
  /** The cause is passed on by 工作联系函, or in a meeting that the letter then confirms [REQ-152]. */
  static request(
    { kind, department, demand, meeting, ...form }: RequestCorrectiveAction,
    complaint: CauseOf,
    { formNo, letterNo }: { formNo: string; letterNo: string },
    by: Colleague,
    at: Date,
  ): CorrectiveAction {
    const cause = form.cause ?? complaint.cause;
    if (!cause) {
      throw refuse.rule('corrective-action.cause-unknown', '该案件还没有调查，原因不明；请填写原因，或先调查。');
    }
    if (meeting && new Date(meeting.heldAt) > at) {
      throw refuse.rule('corrective-action.meeting-in-future', '会议时间不能晚于现在；会议未召开时，请发工作联系函。');
    }
    return Object.assign(new CorrectiveAction(), {
      ...{ id: newId(), formNo, letterNo, state: correctiveActionWorkflow.initial, kind, department, cause, demand },
      ...{ complaintId: complaint.id, complaintNo: complaint.formNo, projectId: complaint.projectId },
      ...{ metAt: meeting ? new Date(meeting.heldAt) : null, attendees: meeting?.attendees ?? null },
      ...{ requestedBy: by.name, requestedAt: at, round: 1, escalationLevel: 0 },
      ...{
        acknowledgedAt: null,
        carriedOutAt: null,
        doerId: null,
        withdrawal: null,
        effectChecks: [],
        escalations: [],
      },
    });
  }

  /** Off to the department, with the day on which its answer is due. */
  send(dueOn: string): void {
    this.dueOn = dueOn;
    raise(this, CorrectiveActionRequested, { ...this.ids, complaintId: this.complaintId, kind: this.kind, dueOn });
  }

  /** The letter was wrong; once somebody signed for it, it is carried out or returned instead [REQ-152]. */
  withdraw(reason: string, by: Colleague, at: Date): void {
    this.state = correctiveActionWorkflow.move(this.state, 'withdraw');
    this.withdrawal = { at: at.toISOString(), by: by.name, reason };
    raise(this, CorrectiveActionWithdrawn, { ...this.ids });
  }

  /** The department signed for it; news that come late change nothing. */
  hearAcknowledged(at: Date): boolean {
    if (!correctiveActionWorkflow.can(this.state, 'acknowledge')) return false;
    this.state = correctiveActionWorkflow.move(this.state, 'acknowledge');
    this.acknowledgedAt = at;
    return true;
  }

  /** The department carried it out; what it says of an earlier round is old. */
  hearCarriedOut(round: number, doerId: string, at: Date): boolean {
    if (round !== this.round || !correctiveActionWorkflow.can(this.state, 'carryOut')) return false;
    this.state = correctiveActionWorkflow.move(this.state, 'carryOut');
    Object.assign(this, { carriedOutAt: at, doerId });
    return true;
  }

  /** What was done removed the cause. */
  confirm(finding: string, by: Colleague, at: Date): void {
    this.check('confirm', finding, by, at);
    raise(this, CorrectiveActionConfirmed, { ...this.ids, round: this.round });
  }

  /** What was done did not: the department does it again. */
  return(finding: string, by: Colleague, at: Date): void {
    this.check('return', finding, by, at);
    Object.assign(this, { round: this.round + 1, carriedOutAt: null, doerId: null, escalationLevel: 0 });
  }

  /** Off to the department once more, with a new day. */
  sendAgain(dueOn: string): void {
    this.dueOn = dueOn;
    raise(this, CorrectiveActionReturned, { ...this.ids, round: this.round, dueOn });
  }

  /** Late at level 0, then handed to the role of each level of the chain, each once. */
  escalate(
    duty: CorrectiveDuty,
    level: number,
    to: { role: string; name: string } | undefined,
    dueAt: Date,
    at: Date,
  ): void {
    this.escalationLevel = Math.max(this.escalationLevel, level);
    const times = { dueAt: dueAt.toISOString(), at: at.toISOString() };
    this.escalations = [...this.escalations, { duty, round: this.round, level, ...to, ...times }];
  }

  /** Whether this duty is still to be done. */
  owes(duty: CorrectiveDuty, round: number): boolean {
    if (round !== this.round) return false;
    if (duty === 'ACKNOWLEDGE') return this.state === 'REQUESTED';
    return duty === 'CARRY_OUT' ? ['REQUESTED', 'ACKNOWLEDGED'].includes(this.state) : this.state === 'CARRIED_OUT';
  }

  private check(action: 'confirm' | 'return', finding: string, by: Colleague, at: Date): void {
    const next = correctiveActionWorkflow.move(this.state, action);
    if (this.doerId === by.id) {
      throw refuse.rule('corrective-action.checker-is-doer', '措施的落实人不能验证自己的效果，请由其他同事验证。');
    }
    this.state = next;
    const check = { round: this.round, effective: action === 'confirm', finding, by: by.name, at: at.toISOString() };
    this.effectChecks = [...this.effectChecks, check];
  }

  private get ids() {
    return { actionId: this.id, projectId: this.projectId, department: this.department };
  }
}

CorrectiveActionSchema.setClass(CorrectiveAction);
