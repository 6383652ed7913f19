import { defineEntity, p } from '@mikro-orm/core';
import { CaseRated, CaseRatingInvited, CaseRatingReminderDue } from '@linli/contracts';
import { newId, raise, refuse, type Refusal } from '@linli/kernel';
import { caseRatingWorkflow, type CaseRatingState } from './case-rating.workflow.js';

const CaseRatingSchema = defineEntity({
  name: 'CaseRating',
  tableName: 'case_rating',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<CaseRatingState>(),
    complaintId: p.uuid(),
    partyId: p.uuid(),
    projectId: p.text(),
    round: p.integer(),
    linkHash: p.text(),
    invitedAt: p.datetime(),
    expiresAt: p.datetime(),
    reminders: p.integer(),
    score: p.integer().nullable(),
    remark: p.text().nullable(),
    ratedAt: p.datetime().nullable(),
  },
});

/** A case as far as its rating needs it. */
export interface RatedCase {
  readonly id: string;
  readonly partyId: string;
  readonly projectId: string;
  readonly reopened: number;
}

/** 客户评价: the customer of a closed case is asked once, by a link that works once and until a day [EXP-06]. */
export class CaseRating extends CaseRatingSchema.class {
  static invite(of: RatedCase, at: Date): CaseRating {
    return Object.assign(new CaseRating(), {
      ...{ id: newId(), state: caseRatingWorkflow.initial },
      ...{ complaintId: of.id, partyId: of.partyId, projectId: of.projectId, round: of.reopened + 1 },
      ...{ invitedAt: at, reminders: 0, score: null, remark: null, ratedAt: null },
    });
  }

  /** The invitation goes out; of the link only the hash is kept. */
  openUntil(expiresAt: Date, linkHash: string): void {
    Object.assign(this, { expiresAt, linkHash });
    raise(this, CaseRatingInvited, { ...this.ids, expiresAt: expiresAt.toISOString() });
  }

  remind(reminder: 1 | 2): void {
    this.reminders = reminder;
    raise(this, CaseRatingReminderDue, { ...this.ids, reminder });
  }

  rate(score: number, remark: string | undefined, at: Date): void {
    const over = this.overBy(at);
    if (over) throw over;
    this.state = caseRatingWorkflow.move(this.state, 'rate');
    Object.assign(this, { score, remark: remark?.trim() || null, ratedAt: at });
    raise(this, CaseRated, { ...this.ids, score, ratedAt: at.toISOString() });
  }

  expire(): void {
    this.state = caseRatingWorkflow.move(this.state, 'expire');
  }

  /** The case goes on: it is rated when it is closed again. */
  withdraw(): void {
    this.state = caseRatingWorkflow.move(this.state, 'withdraw');
  }

  get isOpen(): boolean {
    return this.state === 'INVITED';
  }

  /** Why the link does not work any more, or undefined while it does. */
  overBy(at: Date): Refusal | undefined {
    if (this.state === 'RATED') return refuse.conflict('case-rating.already-rated', '您已经评价过了，谢谢！');
    if (this.state === 'WITHDRAWN')
      return refuse.conflict('case-rating.case-goes-on', '该事项已重新办理，办结后会再请您评价。');
    if (this.state === 'EXPIRED' || at >= this.expiresAt)
      return refuse.rule('case-rating.expired', '评价链接已过期；如有意见，请拨打客户服务电话。');
    return undefined;
  }

  private get ids() {
    const { id: ratingId, complaintId, partyId, projectId } = this;
    return { ratingId, complaintId, partyId, projectId };
  }
}

CaseRatingSchema.setClass(CaseRating);
