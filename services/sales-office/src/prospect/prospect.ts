import { defineEntity, p } from '@mikro-orm/core';
import type { FollowUpProspect, FollowUpView, RecordBuyerProfile, RegisterProspect } from '@linli/contracts';
import { dayOf, newId, refuse } from '@linli/kernel';
import { keeps, protectedUntil, type OwnershipDays } from './ownership.js';
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
    lostCode: p.text().nullable(),
    idNumberIndex: p.text().nullable(),
    registeredAt: p.datetime(),
    ownershipDays: p.json().$type<OwnershipDays>(),
    protectedUntil: p.date(),
    nextOn: p.date().nullable(),
    occupation: p.text().nullable(),
    incomeBand: p.text().nullable(),
    education: p.text().nullable(),
    residentialArea: p.text().nullable(),
    motive: p.text().nullable(),
    habits: p.text().nullable(),
  },
});

/** What the registering of a prospect needs beside the form. */
export interface Reception {
  readonly formNo: string;
  readonly partyId: string;
  readonly phoneIndex: string;
  readonly idNumberIndex: string | null;
  readonly ownershipDays: OwnershipDays;
  readonly consultant: { readonly id: string; readonly name: string };
  readonly visitedAt?: Date;
  readonly now: Date;
}

/** 意向客户登记表: one customer of one consultant; no colleague registers the same phone in the project [REQ-081, 084]. */
export class Prospect extends ProspectSchema.class {
  static register(form: RegisterProspect, reception: Reception): Prospect {
    if (!form.consent) {
      throw refuse.rule('prospect.consent-missing', '客户没有授权使用个人信息，不能登记；请先取得授权。');
    }
    const { formNo, partyId, phoneIndex, idNumberIndex, ownershipDays, consultant, visitedAt, now } = reception;
    const firstContactAt = form.firstContactAt ? new Date(form.firstContactAt) : (visitedAt ?? now);
    if (firstContactAt > now) throw refuse.rule('prospect.in-future', '首次接触时间不能晚于现在，请核对时间。');
    const { projectId, visitId = null, contactKind, intentGrade, channel, riskDisclosed } = form;
    const prospect = Object.assign(new Prospect(), {
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
      lostCode: null,
      registeredAt: now,
      nextOn: null,
      ...{ occupation: null, incomeBand: null, education: null, residentialArea: null, motive: null, habits: null },
      ...{ idNumberIndex, ownershipDays },
    });
    prospect.protectedUntil = protectedUntil(prospect);
    return prospect;
  }

  /** 追踪情况 [REQ-082]. */
  followUp({ kind, content, nextOn, intentGrade }: FollowUpProspect, by: string, at: Date): void {
    this.state = prospectWorkflow.move(this.state, 'followUp');
    const progress = kind === 'VISIT' || (intentGrade !== undefined && intentGrade < this.intentGrade);
    this.enter({
      ...{ at: at.toISOString(), by, kind, content },
      ...(nextOn === undefined ? {} : { nextOn }),
      ...(progress ? { progress } : {}),
    });
    this.intentGrade = intentGrade ?? this.intentGrade;
  }

  /** 消费者分析 and 客户特点: what is given is written, what is not given stays [REQ-336, 118]. */
  recordProfile(facts: RecordBuyerProfile): void {
    this.state = prospectWorkflow.move(this.state, 'recordProfile');
    this.occupation = facts.occupation ?? this.occupation;
    this.incomeBand = facts.incomeBand ?? this.incomeBand;
    this.education = facts.education ?? this.education;
    this.residentialArea = facts.residentialArea ?? this.residentialArea;
    this.motive = facts.motive ?? this.motive;
    this.habits = facts.habits ?? this.habits;
  }

  /** 判客, 移交: the customer is another consultant's, who is protected anew. */
  assign(to: { readonly id: string; readonly name: string }, reason: string, by: string, at: Date): void {
    if (to.id === this.consultantId)
      throw refuse.rule('prospect.assigned-to-owner', '该客户已经是这位销售代表的，请选择另一位。');
    this.state = prospectWorkflow.move(this.state, 'assign');
    this.consultantId = to.id;
    this.consultant = to.name;
    this.enter({ at: at.toISOString(), by, kind: 'ASSIGNED', content: reason, progress: true });
  }

  /** His protection is over and a colleague has claimed the customer. */
  release(): void {
    this.state = prospectWorkflow.move(this.state, 'release');
  }

  isProtected(now: Date, holdsUnit: boolean): boolean {
    return keeps(dayOf(now), this.protectedUntil, holdsUnit);
  }

  private enter(entry: FollowUpView): void {
    this.followUps = [...this.followUps, entry];
    this.protectedUntil = protectedUntil(this);
    this.nextOn = entry.nextOn ?? null;
  }

  /** His phone is free again for whoever receives him next. */
  lose(reason: string, code: string): void {
    this.state = prospectWorkflow.move(this.state, 'lose');
    this.lostReason = reason;
    this.lostCode = code;
  }

  /** A lost customer is registered anew before anything is held for him. */
  mustBeLive(): void {
    if (this.state === 'LOST') throw refuse.rule('prospect.lost', '该意向客户已登记为流失，请重新登记后再开单。');
    if (this.state === 'RELEASED')
      throw refuse.rule('prospect.released', '该意向客户的保护期已过，已由其他销售代表登记，不能再开单。');
  }

  buy(): void {
    this.state = prospectWorkflow.move(this.state, 'buy');
  }

  stepBack(): void {
    this.state = prospectWorkflow.move(this.state, 'stepBack');
  }
}

ProspectSchema.setClass(Prospect);
