import { defineEntity, p } from '@mikro-orm/core';
import { roleNames, type EndingView, type OfficialAnswerView, type OpenIncident, type Role } from '@linli/contracts';
import { assertDecides, newId, refuse } from '@linli/kernel';
import { incidentWorkflow, type IncidentState } from './incident.workflow.js';

const IncidentSchema = defineEntity({
  name: 'Incident',
  tableName: 'incident',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<IncidentState>(),
    category: p.text(),
    title: p.text(),
    description: p.text(),
    openedBy: p.text(),
    openedAt: p.datetime(),
    answers: p.json<OfficialAnswerView[]>(),
    ending: p.json<EndingView>().nullable(),
  },
});

interface Colleague {
  readonly id: string;
  readonly name: string;
}
interface Decider extends Colleague {
  readonly roles: readonly Role[];
}

/** 事件: many cases with one cause, whose callers all get the same official answer (EXP-16). */
export class Incident extends IncidentSchema.class {
  static open(
    { projectId, category, title, description }: OpenIncident,
    formNo: string,
    by: Colleague,
    at: Date,
  ): Incident {
    return Object.assign(new Incident(), {
      ...{ id: newId(), formNo, projectId, state: incidentWorkflow.initial, category, title, description },
      ...{ openedBy: by.name, openedAt: at, answers: [], ending: null },
    });
  }

  /** The draft keeps the role that decides and the version of the matrix that says so (X24). */
  submitAnswer(
    content: string,
    authority: { approverRole: Role; matrixVersion: number },
    by: Colleague,
    at: Date,
  ): void {
    this.state = incidentWorkflow.move(this.state, 'submitAnswer');
    const draft = { number: this.answers.length + 1, content, proposerId: by.id, proposer: by.name };
    this.answers = [...this.answers, { ...draft, submittedAt: at.toISOString(), ...authority }];
  }

  /** Callers hear nothing but what was approved, by another than its author [REQ-142, REQ-145]. */
  approveAnswer(opinion: string | undefined, by: Decider, at: Date, absentIds: readonly string[]): void {
    this.decide('approveAnswer', 'APPROVED', opinion, by, at, absentIds);
  }

  rejectAnswer(opinion: string, by: Decider, at: Date, absentIds: readonly string[]): void {
    this.decide('rejectAnswer', 'REJECTED', opinion, by, at, absentIds);
  }

  /** So many more cases were answered by this answer. */
  noteTold(number: number, more: number): void {
    this.answers = this.answers.map((each) =>
      each.number === number ? { ...each, casesTold: (each.casesTold ?? 0) + more } : each,
    );
  }

  /** Not while callers wait for a first official answer. */
  close(reason: string | undefined, hasCases: boolean, by: Colleague, at: Date): void {
    const next = incidentWorkflow.move(this.state, 'close');
    if (hasCases && !this.officialAnswer) {
      throw refuse.rule(
        'incident.not-answered',
        '尚未统一答复关联的客户，不能关闭；请先报批统一答复，或取消案件关联。',
      );
    }
    this.state = next;
    this.ending = { at: at.toISOString(), by: by.name, ...(reason ? { reason } : {}) };
  }

  mustTakeCases(projectId: string): void {
    if (this.projectId !== projectId) throw refuse.notFound('incident.not-found', '没有这个事件，请核对编号。');
    if (this.state === 'CLOSED') {
      throw refuse.rule('incident.closed', '该事件已关闭，如再次发生请登记新的事件。');
    }
  }

  /** What callers are told: the last answer that was approved. */
  get officialAnswer(): OfficialAnswerView | undefined {
    return this.answers.findLast(({ decision }) => decision === 'APPROVED');
  }

  /** The role that decides on the answer that waits. */
  get approverRole(): string {
    return this.answers.at(-1)?.approverRole ?? '';
  }

  private decide(
    action: 'approveAnswer' | 'rejectAnswer',
    decision: 'APPROVED' | 'REJECTED',
    opinion: string | undefined,
    by: Decider,
    at: Date,
    absentIds: readonly string[],
  ): void {
    const next = incidentWorkflow.move(this.state, action);
    const draft = this.answers.at(-1)!;
    const { approverRole, proposerId } = draft;
    const { standsInFor } = assertDecides(
      by,
      { aggregate: 'incident', approverRole, roleName: roleNames[approverRole as Role], applicantIds: [proposerId] },
      absentIds,
    );
    const decided = {
      ...{ ...draft, decision, approverId: by.id, approver: by.name, decidedAt: at.toISOString() },
      ...(standsInFor ? { decidedFor: standsInFor } : {}),
      ...(opinion ? { opinion } : {}),
    };
    this.state = next;
    this.answers = [...this.answers.slice(0, -1), decided];
  }
}

IncidentSchema.setClass(Incident);
