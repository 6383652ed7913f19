import { defineEntity, p } from '@mikro-orm/core';
import { MovedIn, MoveInNoticeIssued, RevisitDone, RevisitDue } from '@linli/contracts';
import { dayOf, newId, raise, refuse, type Day } from '@linli/kernel';
import type { Handover } from '../handover/handover.js';
import {
  allowedSteps,
  missingBefore,
  moveInWorkflow,
  paperNames,
  type MoveInAction,
  type MoveInState,
  type OccupantKind,
  type Paper,
  type Step,
  type Utilities,
} from './move-in.workflow.js';

const MoveInSchema = defineEntity({
  name: 'MoveIn',
  tableName: 'move_in',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    state: p.text().$type<MoveInState>(),
    projectId: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    occupantKind: p.text().$type<OccupantKind>(),
    partyId: p.uuid(),
    ownerPartyId: p.uuid(),
    occupantKey: p.text(),
    handoverDate: p.date(),
    identityKind: p.text().nullable(),
    identitySealed: p.text().nullable(),
    identityMasked: p.text().nullable(),
    identityVerifiedBy: p.text().nullable(),
    papers: p.json<Paper[]>(),
    noticeId: p.uuid().nullable(),
    noticeNo: p.text().nullable(),
    serviceBriefed: p.boolean(),
    utilities: p.json<Utilities>().nullable(),
    parkingPass: p.text().nullable(),
    parkingPassNo: p.text().nullable(),
    chargesStart: p.text().$type<ChargesStart>(),
    chargeFrom: p.date().nullable(),
    billingMarkedBy: p.text().nullable(),
    billingMarkedAt: p.datetime().nullable(),
    moveInDate: p.date().nullable(),
    residents: p.integer().nullable(),
    emergencyNameSealed: p.text().nullable(),
    emergencyNameMasked: p.text().nullable(),
    emergencyPhoneSealed: p.text().nullable(),
    emergencyPhoneMasked: p.text().nullable(),
    fileNo: p.text().nullable(),
    revisitDueOn: p.date().nullable(),
    revisitedOn: p.date().nullable(),
    revisitedBy: p.text().nullable(),
    revisitScore: p.integer().nullable(),
    evaluation: p.text().nullable(),
    steps: p.json<Step[]>(),
  },
});

/** The setting of X1: property charges run from the handover of the keys, or from the removal. */
export type ChargesStart = 'HANDOVER_DATE' | 'MOVE_IN_DATE';

/** Who takes a step, and when. */
export interface Hand {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
}

/** What stays sealed: the value and the form that lists show. */
export interface Sealed {
  readonly sealed: string;
  readonly masked: string;
}

/** 客户入住 of one occupant in one unit, printed as 客户入住记录表: seven steps in order, none skipped [REQ-001]. */
export class MoveIn extends MoveInSchema.class {
  static open(
    handover: Handover,
    occupant: { kind: OccupantKind; partyId: string; key: string },
    terms: { formNo: string; chargesStart: ChargesStart },
    hand: Hand,
  ): MoveIn {
    const { unitId, projectId, room, partyId: ownerPartyId, handoverDate } = handover;
    return Object.assign(new MoveIn(), {
      ...{ id: newId(), state: moveInWorkflow.initial, unitId, projectId, room, ownerPartyId, handoverDate, ...terms },
      ...{ occupantKind: occupant.kind, partyId: occupant.partyId, occupantKey: occupant.key },
      ...{ identityKind: null, identitySealed: null, identityMasked: null, identityVerifiedBy: null },
      ...{
        papers: [],
        noticeId: null,
        noticeNo: null,
        serviceBriefed: false,
        utilities: null,
        parkingPass: null,
        parkingPassNo: null,
      },
      ...{ chargeFrom: null, billingMarkedBy: null, billingMarkedAt: null, moveInDate: null, residents: null },
      ...{
        emergencyNameSealed: null,
        emergencyNameMasked: null,
        emergencyPhoneSealed: null,
        emergencyPhoneMasked: null,
      },
      ...{
        fileNo: null,
        revisitDueOn: null,
        revisitedOn: null,
        revisitedBy: null,
        revisitScore: null,
        evaluation: null,
      },
      steps: [stepOf('open', hand)],
    });
  }

  /** When the case began; it keeps the policies in force then. */
  get openedAt(): Date {
    return new Date(this.steps[0]!.at);
  }

  /** A paper of the case; one filed again replaces the earlier. Papers of a tenant's case are refused in an owner's. */
  file(action: MoveInAction, paper: Omit<Paper, 'by' | 'at'>, hand: Hand): void {
    const next = moveInWorkflow.move(this.state, action);
    if (this.occupantKind === 'OWNER' && paper.kind !== 'SAFETY_AGREEMENT') {
      throw refuse.rule('move-in.paper-of-tenants', '这份资料只用于租户入住，业主只须签署安全责任制书。');
    }
    if (paper.signedOn > dayOf(hand.at)) {
      throw refuse.rule('move-in.paper-in-the-future', '签署日期不能晚于今天，请核对日期。');
    }
    const others = this.papers.filter(({ kind }) => kind !== paper.kind);
    this.papers = [...others, { ...paper, by: hand.name, at: hand.at.toISOString() }];
    this.take(action, next, hand);
  }

  confirmIdentity(identity: { kind: string } & Sealed, hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'confirmIdentity');
    this.mustHavePapersFor('confirmIdentity');
    this.identityKind = identity.kind;
    this.identitySealed = identity.sealed;
    this.identityMasked = identity.masked;
    this.identityVerifiedBy = hand.name;
    this.take('confirmIdentity', next, hand);
  }

  congratulate(hand: Hand): void {
    this.take('congratulate', moveInWorkflow.move(this.state, 'congratulate'), hand);
  }

  issueNotice(notice: { id: string; noticeNo: string; departments: string[] }, hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'issueNotice');
    this.noticeId = notice.id;
    this.noticeNo = notice.noticeNo;
    this.take('issueNotice', next, hand);
    const { id: moveInId, unitId, projectId } = this;
    raise(this, MoveInNoticeIssued, { moveInId, unitId, projectId, departments: notice.departments });
  }

  arrangeServices(
    services: { briefed: boolean; utilities: Utilities; parkingPass: string; parkingPassNo: string | undefined },
    hand: Hand,
  ): void {
    const next = moveInWorkflow.move(this.state, 'arrangeServices');
    if (!services.briefed) {
      throw refuse.rule('move-in.not-briefed', '请先告知客户服务电话和服务措施，再登记。');
    }
    this.serviceBriefed = true;
    this.utilities = services.utilities;
    this.parkingPass = services.parkingPass;
    this.parkingPassNo = services.parkingPassNo ?? null;
    this.take('arrangeServices', next, hand);
  }

  followUtility(utility: keyof Utilities, state: Utilities[keyof Utilities], hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'followUtility');
    this.utilities = { ...this.utilities!, [utility]: state };
    this.take('followUtility', next, hand);
  }

  /** From the mark on the household stands on the cashier's watch list; since when it pays is the setting of its opening (X1). */
  markBilling(hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'markBilling');
    this.billingMarkedBy = hand.name;
    this.billingMarkedAt = hand.at;
    if (this.chargesStart === 'HANDOVER_DATE') this.chargeFrom = this.handoverDate;
    this.take('markBilling', next, hand);
  }

  /** The day is the one of the removal, not of the keys [REQ-002]; the revisit is due when its policy says [REQ-024]. */
  register(
    entry: { moveInDate: Day; residents: number | undefined; name: Sealed; phone: Sealed; revisitDueOn: Day },
    hand: Hand,
  ): void {
    const next = moveInWorkflow.move(this.state, 'register');
    this.mustHavePapersFor('register');
    if (entry.moveInDate > dayOf(hand.at)) {
      throw refuse.rule('move-in.not-moved-yet', '入住日期不能晚于今天，请在搬家当天或以后登记。');
    }
    if (entry.moveInDate < this.handoverDate) {
      throw refuse.rule('move-in.before-handover', '入住日期不能早于交付日期，请核对日期。');
    }
    this.moveInDate = entry.moveInDate;
    this.residents = entry.residents ?? null;
    this.emergencyNameSealed = entry.name.sealed;
    this.emergencyNameMasked = entry.name.masked;
    this.emergencyPhoneSealed = entry.phone.sealed;
    this.emergencyPhoneMasked = entry.phone.masked;
    this.chargeFrom ??= entry.moveInDate;
    this.revisitDueOn = entry.revisitDueOn;
    this.take('register', next, hand);
  }

  updateFile(fileNo: string, hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'updateFile');
    this.fileNo = fileNo;
    this.take('updateFile', next, hand);
  }

  archive(hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'archive');
    if (!this.fileNo) {
      throw refuse.rule('move-in.file-not-updated', '客户档案尚未更新，请先更新再归档。');
    }
    this.take('archive', next, hand);
    const { id: moveInId, unitId, projectId, room, partyId, occupantKind } = this;
    raise(this, MovedIn, { moveInId, unitId, projectId, room, partyId, occupantKind, moveInDate: this.moveInDate! });
  }

  /** The month is over on this day and nobody has been there yet. */
  tellRevisitDue(): void {
    raise(this, RevisitDue, { moveInId: this.id, partyId: this.partyId, projectId: this.projectId });
  }

  recordRevisit(visit: { on: string; score: number; evaluation: string }, hand: Hand): void {
    const next = moveInWorkflow.move(this.state, 'recordRevisit');
    if (this.revisitedOn) throw refuse.conflict('move-in.already-revisited', '该住户已回访过，评价见入住记录。');
    if (visit.on > dayOf(hand.at) || visit.on < this.moveInDate!) {
      throw refuse.rule('move-in.revisit-day', '回访日期须在入住之后，且不晚于今天，请核对日期。');
    }
    this.revisitedOn = visit.on;
    this.revisitedBy = hand.name;
    this.revisitScore = visit.score;
    this.evaluation = visit.evaluation;
    this.take('recordRevisit', next, hand);
    raise(this, RevisitDone, { moveInId: this.id, partyId: this.partyId, projectId: this.projectId });
  }

  /** The steps that are possible now, papers considered. */
  allowed(): MoveInAction[] {
    return allowedSteps(this);
  }

  private mustHavePapersFor(action: 'confirmIdentity' | 'register'): void {
    const missing = missingBefore(action, this);
    if (missing.length > 0)
      throw refuse.rule('move-in.papers-missing', `请先办齐：${missing.map((kind) => paperNames[kind]).join('、')}。`, {
        missing,
      });
  }

  private take(action: MoveInAction, next: MoveInState, hand: Hand): void {
    this.state = next;
    this.steps = [...this.steps, stepOf(action, hand)];
  }
}

const stepOf = (step: MoveInAction | 'open', { id, name, at }: Hand): Step => ({
  step,
  byId: id,
  by: name,
  at: at.toISOString(),
});

MoveInSchema.setClass(MoveIn);
