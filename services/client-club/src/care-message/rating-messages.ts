import type { CareMessageKind } from './care-message.js';

/** Messages that carry the customer's own link. It stands in no row: who sends asks for it, and it goes out with the words. */
const withRatingLink: readonly CareMessageKind[] = ['RATING_INVITATION', 'RATING_REMINDER', 'RATING_LAST_REMINDER'];

export const carriesRatingLink = (kind: CareMessageKind): boolean => withRatingLink.includes(kind);

export const RATING_OVER = '评价已完成或链接已失效';
