import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '@linli/kernel';
import { SaleChange } from './sale-change.js';

/** Refuses `sale-change.another-open` while a change of this 认购书 is asked for or waits to be carried out. */
export async function mustHaveNoOpenChange(em: EntityManager, subscriptionId: string): Promise<void> {
  if ((await em.count(SaleChange, { subscriptionId, state: { $in: ['REQUESTED', 'APPROVED'] } })) > 0)
    throw anotherOpen();
}

export const anotherOpen = () =>
  refuse.conflict('sale-change.another-open', '该认购书已有未办结的变更申请，请先办结或撤回原申请。');
