import { defineEntity, p } from '@mikro-orm/core';
import { CollisionGuessingSuspected } from '@linli/contracts';
import { newId, raise, type Day } from '@linli/kernel';

const RulingSchema = defineEntity({
  name: 'Ruling',
  tableName: 'ruling',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    prospectId: p.uuid(),
    at: p.datetime(),
    outcome: p.text().$type<RulingOutcome>(),
    ownerId: p.text(),
    owner: p.text(),
    claimantId: p.text(),
    claimant: p.text(),
    protectedUntil: p.date(),
    holdsUnit: p.boolean(),
    reason: p.text().nullable(),
  },
});

export type RulingOutcome = 'OWNER_KEEPS' | 'CLAIMANT_TAKES' | 'ASSIGNED';

/** The customer of whom it is ruled, as he stands before the ruling. */
export interface Disputed {
  readonly id: string;
  readonly projectId: string;
  readonly consultantId: string;
  readonly consultant: string;
  readonly protectedUntil: Day;
}

/** Everything of a ruling but the customer. */
export interface Verdict {
  readonly outcome: RulingOutcome;
  readonly claimant: { readonly id: string; readonly name: string };
  readonly holdsUnit: boolean;
  readonly reason?: string;
  readonly at: Date;
}

/** 判客: who has the customer that two consultants claim, and on what evidence; never changed (EXP-02). */
export class Ruling extends RulingSchema.class {
  static on(customer: Disputed, { outcome, claimant, holdsUnit, reason, at }: Verdict): Ruling {
    const { id, projectId, consultantId, consultant, protectedUntil } = customer;
    return Object.assign(new Ruling(), {
      id: newId(),
      ...{ projectId, prospectId: id, at, outcome, ownerId: consultantId, owner: consultant },
      ...{ claimantId: claimant.id, claimant: claimant.name, protectedUntil, holdsUnit, reason: reason ?? null },
    });
  }

  /** The claimant met so many collisions within the hour that he may be guessing. */
  raiseAlarm(attempts: number): void {
    raise(this, CollisionGuessingSuspected, { consultantId: this.claimantId, projectId: this.projectId, attempts });
  }
}

RulingSchema.setClass(Ruling);
