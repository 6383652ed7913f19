import type { EntityManager } from '@mikro-orm/postgresql';
import { dayOf } from '@linli/kernel';

/** For how many days a closed case can be opened again: the row that was valid on the day it came in; a case keeps its row. */
export async function graceDays(em: EntityManager, receivedAt: Date): Promise<number> {
  const [row] = await em.execute<{ value: string }[]>(
    `select value from policy where rule = 'reopen-grace-days' and valid_from <= ? order by valid_from desc limit 1`,
    [dayOf(receivedAt)],
  );
  return Number(row?.value ?? 0);
}
