import type { EntityManager } from '@mikro-orm/postgresql';
import { UnitConfirmation } from './unit-confirmation.js';

/** Whether a unit is held for this customer, or he has bought one. */
export const holdsUnit = async (em: EntityManager, prospectId: string): Promise<boolean> =>
  (await em.count(UnitConfirmation, { prospectId, state: { $nin: ['CANCELLED', 'EXPIRED'] } })) > 0;
