import type { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, now, planClock } from '@linli/bus';
import type { Sealer } from '@linli/parties';
import { CaseRating, type RatedCase } from './case-rating.js';
import { hashOfLink, linkOf } from './rating-link.js';

export const FIRST_REMINDER = 'case-rating.first-reminder';
export const LAST_REMINDER = 'case-rating.last-reminder';
export const EXPIRY = 'case-rating.expiry';

/** A case was closed: its customer is invited to rate it, reminded twice, and may do so until the link expires. */
export async function inviteToRate(em: EntityManager, closed: RatedCase, sealer: Sealer): Promise<void> {
  const rating = CaseRating.invite(closed, now());
  const start = { from: now(), caseSince: now() };
  const { dueAt } = await planClock(EXPIRY, rating, start);
  await planClock(FIRST_REMINDER, rating, start);
  await planClock(LAST_REMINDER, rating, start);
  rating.openUntil(dueAt, hashOfLink(linkOf(rating.id, sealer)));
  em.persist(rating);
}

/** The closed case is opened again: who has not rated yet is asked when it is closed anew. */
export async function withdrawInvitation(em: EntityManager, { id: complaintId }: RatedCase): Promise<void> {
  const rating = await em.findOne(CaseRating, { complaintId, state: 'INVITED' });
  if (!rating) return;
  rating.withdraw();
  await stopRatingClocks(rating);
}

/** Nobody is reminded of what is over. */
export async function stopRatingClocks(rating: CaseRating): Promise<void> {
  for (const rule of [FIRST_REMINDER, LAST_REMINDER, EXPIRY]) await cancelClock(rule, rating);
}
