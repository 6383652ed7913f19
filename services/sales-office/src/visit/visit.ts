import { defineEntity, p } from '@mikro-orm/core';
import type { CompleteVisit, LogVisit } from '@linli/contracts';
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
    consultantId: p.text().nullable(),
    consultant: p.text().nullable(),
    leftAt: p.datetime().nullable(),
    riskProof: p.text().nullable(),
    accompaniedBy: p.text().nullable(),
    doneSteps: p.json().$type<string[]>(),
    importKey: p.text().nullable(),
  },
});

const AT_MOST_BEFORE_MS = 24 * 3_600_000;

/** 来电来访客户记录: one call or visit, written by the duty staff the same day [REQ-097]. */
export class Visit extends VisitSchema.class {
  static log(form: LogVisit, entry: { partyId: string | null; loggedBy: string; now: Date }): Visit {
    const { partyId, loggedBy, now } = entry;
    const at = form.at === undefined ? now : new Date(form.at);
    if (at > now) throw refuse.rule('visit.in-future', '来电来访时间不能晚于现在，请核对时间。');
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
      ...{ consultantId: null, consultant: null, leftAt: null, riskProof: null, accompaniedBy: null, importKey: null },
      doneSteps: [],
    });
  }

  /** 客户到访记录: the consultant who received the customer completes the entry when he leaves [REQ-338]. */
  complete(form: CompleteVisit, by: { readonly id: string; readonly name: string }, now: Date): void {
    const state = visitWorkflow.move(this.state, 'complete');
    if (this.leftAt !== null) throw refuse.rule('visit.already-completed', '这条到访记录已补全，不能再次补全。');
    const leftAt = form.leftAt === undefined ? now : new Date(form.leftAt);
    if (leftAt > now || leftAt < this.at || leftAt.getTime() - this.at.getTime() > AT_MOST_BEFORE_MS)
      throw refuse.rule('visit.left-before-arrival', '离开时间要在到访之后的一天之内，也不能晚于现在，请核对。');
    const doneSteps = [...new Set(form.doneSteps ?? [])];
    if (this.kind === 'VISIT') mustBeSafe(doneSteps, form);
    else if (doneSteps.length > 0) throw refuse.rule('visit.call-has-no-steps', '来电没有接待步骤，请不要勾选。');
    this.state = state;
    Object.assign(this, { leftAt, doneSteps, consultantId: by.id, consultant: by.name });
    this.riskProof = form.riskProof ?? null;
    this.accompaniedBy = form.accompaniedBy ?? null;
    this.channel = form.channel ?? this.channel;
    this.concerns = form.concerns ?? this.concerns;
    this.partySize = form.partySize ?? this.partySize;
    this.intentGrade = form.intentGrade ?? this.intentGrade;
    this.remark = form.remark ?? this.remark;
  }

  openProspect(): void {
    this.state = visitWorkflow.move(this.state, 'openProspect');
  }
}

VisitSchema.setClass(Visit);

/** 风险提示 has a proof [REQ-115]; nobody walks through a show flat alone [REQ-116]. */
function mustBeSafe(done: readonly string[], { riskProof, accompaniedBy }: CompleteVisit): void {
  if (!done.includes('RISK_DISCLOSURE') || !riskProof)
    throw refuse.rule('visit.risk-not-disclosed', '接待时必须向客户作风险提示并留下凭证，请补上后再提交。');
  if (done.includes('SHOW_FLAT') && !accompaniedBy)
    throw refuse.rule('visit.show-flat-unaccompanied', '参观样板间必须有销售人员带领，请填写带看人。');
  if (!done.includes('SHOW_FLAT') && accompaniedBy)
    throw refuse.rule('visit.show-flat-not-ticked', '填写了带看人，但没有勾选参观样板间，请核对。');
}
