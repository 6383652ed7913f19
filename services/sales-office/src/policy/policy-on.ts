import type { EntityManager } from '@mikro-orm/postgresql';
import type { Day } from '@linli/kernel';

/** Rules whose number is a row of the table `policy`; a case keeps the number it began with. */
export type PolicyRule =
  | 'project.signing-term-days'
  | 'project.hold-days'
  | 'ownership.call-days'
  | 'ownership.visit-days'
  | 'ownership.idle-days'
  | 'collision.attempts-per-hour'
  | 'payment.loan-days';

export type Policy = Readonly<Record<PolicyRule, number>>;

/** The numbers in force on this day. */
export async function policyOn(em: EntityManager, day: Day): Promise<Policy> {
  const rows = await em.execute<{ rule: PolicyRule; value: number }[]>(
    'select distinct on (rule) rule, value from policy where valid_from <= ? order by rule, valid_from desc',
    [day],
  );
  return Object.fromEntries(rows.map(({ rule, value }) => [rule, value])) as Record<PolicyRule, number>;
}
