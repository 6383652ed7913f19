import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PaymentPlan } from './payment-plan.js';

/** The plan of this id, which nobody else changes until this transaction ends: payments of one buyer come at the same time. */
export const lockPlan = (em: EntityManager, id: string): Promise<PaymentPlan> =>
  em.findOneOrFail(PaymentPlan, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
