import { defineEntity, p } from '@mikro-orm/core';
import type { LogVisit } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { visitWorkflow, type VisitState } from './visit.workflow.js';

const VisitSchema = defineEntity({
  name: 'Visit',
  tableName: 'visit',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<VisitState>(),
    projectId: p.text(),
    kind: p.text(),
    at: p.datetime(),
    loggedBy: p.text(),
    partyId: p.uuid().nullable(),
    channel: p.text().nullable(),
    concerns: p.json().$type<string[]>(),
    partySize: p.integer().nullable(),
    intentGrade: p.text().nullable(),
    remark: p.text().nullable(),
  },
});

/** 来电来访客户记录: one call or visit, written by the duty staff the same day [REQ-097]. */
export class Visit extends VisitSchema.class {
  static log(form: LogVisit, entry: { partyId: string | null; loggedBy: string; now: Date }): Visit {
    const { partyId, loggedBy, now } = entry;
    const at = form.at === undefined ? now : new Date(form.at);
    if (at > now) throw refuse.rule('visit.in-future', '来电来访时间不能晚于现在,请核对时间。');
    const {
      projectId,
      kind,
      channel = null,
      concerns = [],
      partySize = null,
      intentGrade = null,
      remark = null,
    } = form;
    return Object.assign(new Visit(), {
      id: newId(),
      state: visitWorkflow.initial,
      ...{ projectId, kind, at, loggedBy, partyId, channel, concerns, partySize, intentGrade, remark },
    });
  }

  openProspect(): void {
    this.state = visitWorkflow.move(this.state, 'openProspect');
  }
}

VisitSchema.setClass(Visit);
