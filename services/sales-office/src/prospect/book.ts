import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { load, type Actor } from '@linli/bus';
import { Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';

const overseers = [
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.INVENTORY_CONTROLLER,
  Role.FINANCE_DEPT,
  Role.COMPANY_SALES_DEPT,
  Role.CUSTOMER_SERVICE_DEPT,
] as const;

/** Whose page alone the actor may read: a consultant his own, everybody else all (undefined) [REQ-085]. */
export const ownBook = (by: Actor): string | undefined => (by.has(...overseers) ? undefined : by.id);

/** Whether this customer's papers are open to the actor. */
export const opens = (by: Actor, row: { projectId: string; consultantId: string }): boolean =>
  by.sees(row.projectId) && (ownBook(by) ?? row.consultantId) === row.consultantId;

/** `load`, and a colleague's customer does not exist for a consultant. */
export async function loadFromBook<E extends { id: string; consultantId: string }>(
  em: EntityManager,
  entity: EntityName<E> & { readonly name: string },
  id: string,
  by: Actor,
  version?: number,
): Promise<E> {
  const found = await load<E>(em, entity, id);
  const own = ownBook(by);
  const name = entity.name.replace(/(?<=[a-z])[A-Z]/g, (capital) => `-${capital}`).toLowerCase();
  if (own !== undefined && found.consultantId !== own)
    throw refuse.notFound(`${name}.not-found`, '没有这条记录，请核对编号。');
  return version === undefined ? found : load<E>(em, entity, id, version);
}
