import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@linli/bus';
import type { Role } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';

/** Who approves plans by the authority matrix: the row that was valid on the day the case came in (reading X24). */
export async function planApprover(em: EntityManager, receivedAt: Date): Promise<Role> {
  const [row] = await em.execute<{ value: Role }[]>(
    `select value from policy where rule = 'plan-approver' and valid_from <= ? order by valid_from desc limit 1`,
    [dayOf(receivedAt)],
  );
  if (!row)
    throw refuse.rule(
      'complaint.no-approver',
      'No role is named that approves plans; have the authority matrix completed.',
    );
  return row.value;
}

/** A role that may approve in other cases may not in this one. */
export function mustBeApprover(by: Actor, approver: Role | undefined): void {
  if (approver && !by.has(approver)) {
    throw refuse.forbidden(
      'complaint.not-the-approver',
      `Plans of this case are decided by the role ${approver}; leave it to a colleague with that role.`,
    );
  }
}
