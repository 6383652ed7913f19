import type { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, now } from '@linli/bus';
import { SalesNotice } from './sales-notice.js';

/** The entry is made: nobody is chased for it any more. */
export async function settleNotices(
  em: EntityManager,
  rule: 'subscription-missing' | 'follow-up-missing',
  subject: { readonly id: string },
): Promise<void> {
  await cancelClock(rule, subject);
  const open = await em.find(SalesNotice, { subjectId: subject.id, kind: { $ne: 'UNIT_SOLD' }, doneAt: null });
  for (const notice of open) notice.settle(now());
}
