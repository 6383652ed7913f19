import type { FollowUpView } from '@linli/contracts';
import { dayOf, plusDays, type Day } from '@linli/kernel';

/** Days of protection; a prospect keeps those that were in force when he was registered. */
export interface OwnershipDays {
  readonly call: number;
  readonly visit: number;
  readonly idle: number;
}

/** What a ruling is made from: how he came, and what was entered of him since. */
export interface Evidence {
  readonly contactKind: string;
  readonly registeredAt: Date;
  readonly followUps: readonly FollowUpView[];
  readonly ownershipDays: OwnershipDays;
}

/**
 * 判客: the last day on which the customer is his consultant's. A call protects him for some days and a visit for others; who is
 * followed up is protected longer, but without progress not for ever: progress is a visit, a higher grade, or an assignment.
 * The day of the event is day 0 and the last day counts; only entries up to `by` do (EXP-02).
 */
export function protectedUntil({ contactKind, registeredAt, followUps, ownershipDays }: Evidence, by?: Date): Day {
  const entries = followUps.filter(({ at }) => by === undefined || new Date(at) <= by);
  const last = entries.findLastIndex(({ progress }) => progress);
  const progress = entries[last] ?? { kind: contactKind, at: registeredAt };
  const on = dayOf(new Date(progress.at));
  const days = progress.kind === 'VISIT' ? ownershipDays.visit : ownershipDays.call;
  const followedUp = entries.length > last + 1;
  return plusDays(on, followedUp ? Math.max(days, ownershipDays.idle) : days);
}

/** Whether a colleague who claims the customer on this day is refused. */
export const keeps = (on: Day, until: Day, holdsUnit: boolean): boolean => holdsUnit || on <= until;
