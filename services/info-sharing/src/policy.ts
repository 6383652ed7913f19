import type { EntityManager } from '@mikro-orm/postgresql';

/** The number that a rule of the sources has on this day; a case keeps the one it started with. */
export async function policyOn(
  em: EntityManager,
  rule: 'share-feedback-every-days' | 'split-window-days',
  day: string,
): Promise<number> {
  const [row] = await em.execute<{ value: number }[]>(
    'select value from policy where rule = ? and valid_from <= ? order by valid_from desc limit 1',
    [rule, day],
  );
  if (!row) throw new Error(`The policy ${rule} has no value on ${day}.`);
  return row.value;
}
