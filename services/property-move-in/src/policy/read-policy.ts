import type { EntityManager } from '@mikro-orm/postgresql';
import { dayOf } from '@linli/kernel';

/** The value of a rule as it holds on the day of this instant. A case keeps the value that it began with. */
export async function readPolicy<V extends string | number>(em: EntityManager, rule: string, at: Date): Promise<V> {
  const [row] = await em.execute<{ value: V }[]>(
    'select value from policy where rule = ? and valid_from <= ? order by valid_from desc limit 1',
    [rule, dayOf(at)],
  );
  if (!row) throw new Error(`The rule ${rule} has no row that holds on ${dayOf(at)}.`);
  return row.value;
}
