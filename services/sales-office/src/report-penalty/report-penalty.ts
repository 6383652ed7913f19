import { defineEntity, p } from '@mikro-orm/core';
import type { ImposePenalty } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';
import type { ReportKind } from '../report-duty/period.js';
import type { ReportDuty } from '../report-duty/report-duty.js';
import { reportPenaltyWorkflow, type ReportPenaltyState } from './report-penalty.workflow.js';

const ReportPenaltySchema = defineEntity({
  name: 'ReportPenalty',
  tableName: 'report_penalty',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ReportPenaltyState>(),
    formNo: p.text(),
    projectId: p.text(),
    kind: p.text().$type<ReportKind>(),
    fromOn: p.date(),
    toOn: p.date(),
    personId: p.text(),
    person: p.text(),
    superiorId: p.text(),
    superior: p.text(),
    dueAt: p.datetime(),
    measure: p.text().nullable(),
    amountFen: p.bigint('number').nullable(),
    reason: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});

/** A report was not there when it was due: whoever owed it then, and his direct superior, who decides [REQ-105]. */
export class ReportPenalty extends ReportPenaltySchema.class {
  static open(duty: ReportDuty, late: { formNo: string; from: Day; to: Day; dueAt: Date }): ReportPenalty {
    const { projectId, kind, personId, person, superiorId, superior } = duty;
    return Object.assign(new ReportPenalty(), {
      id: newId(),
      state: reportPenaltyWorkflow.initial,
      ...{ projectId, kind, personId, person, superiorId, superior },
      ...{ formNo: late.formNo, fromOn: late.from, toOn: late.to, dueAt: late.dueAt },
      ...{ measure: null, amountFen: null, reason: null, decidedAt: null },
    });
  }

  impose({ measure, amountFen, reason }: ImposePenalty, by: string, at: Date): void {
    this.mustBeSuperior(by);
    if ((measure === 'FINE') !== (amountFen !== undefined))
      throw refuse.rule('report-penalty.amount', '罚款须写明金额，其他处罚不写金额，请核对。');
    this.state = reportPenaltyWorkflow.move(this.state, 'impose');
    Object.assign(this, { measure, amountFen: amountFen ?? null, reason, decidedAt: at });
  }

  waive(reason: string, by: string, at: Date): void {
    this.mustBeSuperior(by);
    this.state = reportPenaltyWorkflow.move(this.state, 'waive');
    Object.assign(this, { reason, decidedAt: at });
  }

  private mustBeSuperior(by: string): void {
    if (by !== this.superiorId)
      throw refuse.rule('report-penalty.not-superior', `处罚由直接上级${this.superior}决定。`);
  }
}

ReportPenaltySchema.setClass(ReportPenalty);
