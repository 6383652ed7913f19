import type { EntityManager } from '@mikro-orm/postgresql';
import { load } from '@linli/bus';
import { Refusal } from '@linli/kernel';
import { Household } from './household.js';

/**
 * The household of a unit, which the news of its signed contract make known. Refuses `household.not-found` so that the same form may be
 * sent again under its key: the news may be under way.
 */
export async function knownHousehold(em: EntityManager, unitId: string): Promise<Household> {
  try {
    return await load(em, Household, unitId);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'not-found') throw error;
    throw new Refusal(error.kind, error.code, error.message, { retryable: true });
  }
}
