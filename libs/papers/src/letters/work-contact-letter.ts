import { defineEntity, p } from '@mikro-orm/core';
import {
  concernedDepartments,
  type CorrectiveActionRequested,
  type DepartmentCode,
  type LetterAnswerView,
  type LetterContracts,
} from '@linli/contracts';
import { raise, refuse, workflow, type StateOf } from '@linli/kernel';

/** A department signs for a letter, carries it out, and is asked again until that has had its effect. */
export const letterWorkflow = workflow({
  name: 'work-contact-letter',
  initial: 'RECEIVED',
  transitions: {
    RECEIVED: { acknowledge: 'ACKNOWLEDGED', withdraw: 'WITHDRAWN' },
    ACKNOWLEDGED: { carryOut: 'CARRIED_OUT', withdraw: 'WITHDRAWN' },
    CARRIED_OUT: { askAgain: 'ACKNOWLEDGED', settle: 'SETTLED', withdraw: 'WITHDRAWN' },
    SETTLED: {},
    WITHDRAWN: {},
  },
});
export type LetterState = StateOf<typeof letterWorkflow>;

const LetterSchema = defineEntity({
  name: 'WorkContactLetter',
  tableName: 'work_contact_letter',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<LetterState>(),
    department: p.text().$type<DepartmentCode>(),
    projectId: p.text(),
    kind: p.text(),
    dueOn: p.date(),
    round: p.integer(),
    receivedAt: p.datetime(),
    acknowledgedBy: p.text().nullable(),
    acknowledgedAt: p.datetime().nullable(),
    answers: p.json<LetterAnswerView[]>(),
  },
});

interface Colleague {
  readonly id: string;
  readonly name: string;
}
type Facts = Pick<LetterContracts, 'LetterAcknowledged' | 'LetterCarriedOut'>;

/** 工作联系函 at the department it was sent to: what it did about it. The words stay with complaints [REQ-150, REQ-152]. */
export class WorkContactLetter extends LetterSchema.class {
  /** Has the id of the corrective action that it asks for. */
  static receive(
    { actionId, department, projectId, kind, dueOn }: CorrectiveActionRequested,
    at: Date,
  ): WorkContactLetter {
    return Object.assign(new WorkContactLetter(), {
      ...{ id: actionId, state: letterWorkflow.initial, department, projectId, kind, dueOn, round: 1, receivedAt: at },
      ...{ acknowledgedBy: null, acknowledgedAt: null, answers: [] },
    });
  }

  acknowledge(by: Colleague, at: Date, { LetterAcknowledged }: Facts): void {
    this.state = letterWorkflow.move(this.state, 'acknowledge');
    Object.assign(this, { acknowledgedBy: by.name, acknowledgedAt: at });
    raise(this, LetterAcknowledged, this.newsOf(by));
  }

  /** What was done, with the name of the file that proves it if there is one. */
  carryOut(done: string, fileName: string | undefined, by: Colleague, at: Date, { LetterCarriedOut }: Facts): void {
    this.state = letterWorkflow.move(this.state, 'carryOut');
    const answer = { round: this.round, done, by: by.name, at: at.toISOString(), ...(fileName ? { fileName } : {}) };
    this.answers = [...this.answers, answer];
    raise(this, LetterCarriedOut, this.newsOf(by));
  }

  /** What was done had no effect; news of a round that has begun already are old. */
  askAgain(round: number, dueOn: string): void {
    if (round <= this.round || !letterWorkflow.can(this.state, 'askAgain')) return;
    this.state = letterWorkflow.move(this.state, 'askAgain');
    Object.assign(this, { round, dueOn });
  }

  settle(): void {
    if (letterWorkflow.can(this.state, 'settle')) this.state = letterWorkflow.move(this.state, 'settle');
  }

  /** The sender took it back; the news may cross with a signature or even with what was done, which both stay on record. */
  withdraw(): void {
    if (letterWorkflow.can(this.state, 'withdraw')) this.state = letterWorkflow.move(this.state, 'withdraw');
  }

  /** Another department's letter does not exist for this colleague. */
  mustBeFor(by: { has(...roles: string[]): boolean }): void {
    if (!by.has(...concernedDepartments[this.department].roles)) throw noLetter();
  }

  private newsOf({ id }: Colleague) {
    return { letterId: this.id, projectId: this.projectId, round: this.round, staffId: id };
  }
}

LetterSchema.setClass(WorkContactLetter);

const ProofSchema = defineEntity({
  name: 'LetterProof',
  tableName: 'letter_proof',
  properties: {
    id: p.uuid().primary(),
    letterId: p.uuid(),
    round: p.integer(),
    name: p.text(),
    type: p.text(),
    bytes: p.blob(),
    keptAt: p.datetime(),
  },
});

/** 证明材料: kept with its letter, because the conduit for files forgets it after a day. */
export class LetterProof extends ProofSchema.class {
  static of(
    { fileId: id, name, type, bytes }: { fileId: string; name: string; type: string; bytes: Uint8Array },
    { id: letterId, round }: WorkContactLetter,
    keptAt: Date,
  ): LetterProof {
    return Object.assign(new LetterProof(), { id, letterId, round, name, type, bytes: Buffer.from(bytes), keptAt });
  }
}

ProofSchema.setClass(LetterProof);

export const noLetter = () => refuse.notFound('work-contact-letter.not-found', '没有这份工作联系函，请核对编号。');
