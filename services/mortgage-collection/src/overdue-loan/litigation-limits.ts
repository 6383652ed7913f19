import type { EntityManager } from '@mikro-orm/postgresql';
import type { Day } from '@linli/kernel';
import type { LitigationLimits } from './litigation.js';

/** The limits in force on this day; a case keeps those under which it began. */
export async function litigationLimits(em: EntityManager, day: Day): Promise<LitigationLimits> {
  const rows = await em.execute<{ rule: string; value: string | number }[]>(
    'select distinct on (rule) rule, value from policy where valid_from <= ? order by rule, valid_from desc',
    [day],
  );
  const limit = (rule: string): number => {
    const row = rows.find((each) => each.rule === rule);
    if (!row)
      throw new Error(
        `The policy has no row for ${rule} on ${day}; it must have one that is valid from the beginning.`,
      );
    return Number(row.value);
  };
  return { monthsLimit: limit('litigation-overdue-months'), amountLimitFen: limit('litigation-overdue-amount-fen') };
}
