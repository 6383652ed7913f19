import type { EntityManager } from '@mikro-orm/postgresql';
import type { LinkedRatingView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { CaseRating } from './case-rating.js';
import { hashOfLink } from './rating-link.js';

/** The rating behind a link. One that never was and one that is forgotten look the same. */
export async function ratingOfLink(em: EntityManager, link: string): Promise<CaseRating> {
  const rating = await em.findOne(CaseRating, { linkHash: hashOfLink(link) });
  if (!rating) throw refuse.notFound('case-rating.link-unknown', '链接无效，请核对短信中的链接。');
  return rating;
}

/** What its holder sees of the case: what it was and when it was closed, nothing about a person. */
export async function linkedView(em: EntityManager, rating: CaseRating): Promise<LinkedRatingView> {
  const { id, version, state, complaintId, invitedAt, expiresAt } = rating;
  const [found] = await em.execute<{ kind: string; received_at: Date }[]>(
    'select kind, received_at from complaint where id = ?',
    [complaintId],
  );
  return {
    ...{ id, version, state, kind: found!.kind, receivedOn: dayOf(new Date(found!.received_at)) },
    ...{ closedOn: dayOf(invitedAt), openUntil: dayOf(new Date(expiresAt.getTime() - 1)) },
  };
}
