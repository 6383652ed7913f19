import { defineEntity, p } from '@mikro-orm/core';
import type { FollowUpProspect, FollowUpView, RegisterProspect } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { prospectWorkflow, type ProspectState } from './prospect.workflow.js';

const ProspectSchema = defineEntity({
  name: 'Prospect',
  tableName: 'prospect',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    state: p.text().$type<ProspectState>(),
    projectId: p.text(),
    partyId: p.uuid(),
    phoneIndex: p.text(),
    visitId: p.uuid().nullable(),
    consultantId: p.text(),
    consultant: p.text(),
    contactKind: p.text(),
    firstContactAt: p.datetime(),
    intentGrade: p.text(),
    channel: p.text(),
    wantedLayouts: p.json().$type<string[]>(),
    budgetFen: p.bigint('number').nullable(),
    concerns: p.text().nullable(),
    riskDisclosed: p.boolean(),
    followUps: p.json().$type<FollowUpView[]>(),
    lostReason: p.text().nullable(),
  },
});

/** What the registering of a prospect needs beside the form. */
export interface Reception {
  readonly formNo: string;
  readonly partyId: string;
  readonly phoneIndex: string;
  readonly consultant: { readonly id: string; readonly name: string };
  readonly visitedAt?: Date;
  readonly now: Date;
}

/** 意向客户登记表: one customer of one consultant; no colleague registers the same phone in the project [REQ-081, 084]. */
export class Prospect extends ProspectSchema.class {
  static register(form: RegisterProspect, reception: Reception): Prospect {
    if (!form.consent) {
      throw refuse.rule('prospect.consent-missing', '客户没有授权使用个人信息,不能登记;请先取得授权。');
    }
    const { formNo, partyId, phoneIndex, consultant, visitedAt, now } = reception;
    const firstContactAt = form.firstContactAt ? new Date(form.firstContactAt) : (visitedAt ?? now);
    if (firstContactAt > now) throw refuse.rule('prospect.in-future', '首次接触时间不能晚于现在,请核对时间。');
    const { projectId, visitId = null, contactKind, intentGrade, channel, riskDisclosed } = form;
    return Object.assign(new Prospect(), {
      id: newId(),
      state: prospectWorkflow.initial,
      ...{ formNo, projectId, partyId, phoneIndex, visitId, contactKind, firstContactAt, intentGrade, channel },
      consultantId: consultant.id,
      consultant: consultant.name,
      wantedLayouts: form.wantedLayouts ?? [],
      budgetFen: form.budgetFen ?? null,
      concerns: form.concerns ?? null,
      riskDisclosed,
      followUps: [],
      lostReason: null,
    });
  }

  /** 追踪情况 [REQ-082]. */
  followUp({ kind, content, nextOn, intentGrade }: FollowUpProspect, by: string, at: Date): void {
    this.state = prospectWorkflow.move(this.state, 'followUp');
    const entry = { at: at.toISOString(), by, kind, content, ...(nextOn === undefined ? {} : { nextOn }) };
    this.followUps = [...this.followUps, entry];
    this.intentGrade = intentGrade ?? this.intentGrade;
  }

  /** His phone is free again for whoever receives him next. */
  lose(reason: string): void {
    this.state = prospectWorkflow.move(this.state, 'lose');
    this.lostReason = reason;
  }

  /** A lost customer is registered anew before anything is held for him. */
  mustBeLive(): void {
    if (this.state === 'LOST') throw refuse.rule('prospect.lost', '该意向客户已登记为流失,请重新登记后再开单。');
  }

  buy(): void {
    this.state = prospectWorkflow.move(this.state, 'buy');
  }

  stepBack(): void {
    this.state = prospectWorkflow.move(this.state, 'stepBack');
  }
}

ProspectSchema.setClass(Prospect);
