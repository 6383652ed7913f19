import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse, type Day } from '@linli/kernel';
import type { ReportKind } from './period.js';

const ReportDutySchema = defineEntity({
  name: 'ReportDuty',
  tableName: 'report_duty',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    kind: p.text().$type<ReportKind>(),
    personId: p.text(),
    person: p.text(),
    superiorId: p.text(),
    superior: p.text(),
    since: p.date(),
  },
});

/** Who makes a report and who is above him. */
export interface Holders {
  readonly personId: string;
  readonly person: string;
  readonly superiorId: string;
  readonly superior: string;
}

/** 报表责任: each report of a project has a named person, whose direct superior decides when it is late [REQ-105]. */
export class ReportDuty extends ReportDutySchema.class {
  static assign(of: { projectId: string; kind: ReportKind; since: Day }, holders: Holders, today: Day): ReportDuty {
    if (of.since > today) throw refuse.rule('report-duty.in-future', '报表责任最晚从今天起算，请核对日期。');
    const duty = Object.assign(new ReportDuty(), { id: newId(), ...of });
    duty.reassign(holders);
    return duty;
  }

  reassign({ personId, person, superiorId, superior }: Holders): void {
    if (personId === superiorId)
      throw refuse.rule('report-duty.own-superior', '责任人不能是自己的直接上级，请另选一位。');
    Object.assign(this, { personId, person, superiorId, superior });
  }

  mustBeHeldBy(personId: string): void {
    if (personId !== this.personId)
      throw refuse.rule('report-duty.not-yours', `这份报表由${this.person}负责，请由他交表或先更换责任人。`);
  }

  /** Nothing is owed for the time before. */
  mustCover(day: Day): void {
    if (day < this.since) throw refuse.rule('report-duty.not-yet', `这份报表从 ${this.since} 起编制，请核对日期。`);
  }
}

ReportDutySchema.setClass(ReportDuty);
