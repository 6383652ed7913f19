import type { EntityManager } from '@mikro-orm/postgresql';
import { now } from '@linli/bus';
import { dayOf, plusDays, startOfDay } from '@linli/kernel';
import { policyOn } from '../policy.js';
import type { DataRequest } from './data-request.js';

/** Two writings of one purpose are one: width, case, blanks and punctuation do not count. */
export const samePurpose = (purpose: string): string =>
  purpose
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * M6: how many records the same department has been granted, or waits for, for the same purpose within the window around this request.
 * They count with it, so that no request can be cut to fall under a limit. Reviews of one department take turns.
 */
export async function askedBesides(em: EntityManager, request: DataRequest): Promise<number> {
  const { id, applyingDept, purpose, appliedOn } = request;
  const days = await policyOn(em, 'split-window-days', dayOf(now()));
  await em.execute(`select pg_advisory_xact_lock(hashtext('split'), hashtext(?))`, [applyingDept]);
  const rows = await em.execute<{ purpose: string; approved_count: number }[]>(
    `select purpose, approved_count from data_request where applying_dept = ? and id <> ? and approved_count is not null
       and state <> 'REJECTED' and applied_on > ? and applied_on < ?`,
    [applyingDept, id, plusDays(appliedOn, -days), plusDays(appliedOn, days)],
  );
  const wanted = samePurpose(purpose);
  return rows.filter((row) => samePurpose(row.purpose) === wanted).reduce((sum, row) => sum + row.approved_count, 0);
}

/** M6 for a sales director's own allocations: what he filed without a request for the same purpose within the window. */
export async function allocatedBesides(em: EntityManager, directorId: string, purpose: string): Promise<number> {
  const today = dayOf(now());
  const days = await policyOn(em, 'split-window-days', today);
  await em.execute(`select pg_advisory_xact_lock(hashtext('split'), hashtext(?))`, [directorId]);
  const rows = await em.execute<{ purpose: string; record_count: number }[]>(
    'select purpose, record_count from allocation_record where filed_by_id = ? and data_request_id is null and filed_at >= ?',
    [directorId, startOfDay(plusDays(today, 1 - days)).toISOString()],
  );
  const wanted = samePurpose(purpose);
  return rows.filter((row) => samePurpose(row.purpose) === wanted).reduce((sum, row) => sum + row.record_count, 0);
}
