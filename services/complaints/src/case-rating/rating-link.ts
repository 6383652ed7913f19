import { createHash } from 'node:crypto';
import type { Sealer } from '@linli/parties';

/** The secret of a rating's link, 128 bits: told to who sends it, the same each time, and worked out by nobody without the key. */
export const linkOf = (ratingId: string, sealer: Sealer): string => sealer.index('case-rating-link', ratingId);

/** What is kept of it. */
export const hashOfLink = (link: string): string => createHash('sha256').update(link).digest('base64url');
