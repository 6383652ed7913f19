import type { EntityManager } from '@mikro-orm/postgresql';
import type { MoveInView } from '@linli/contracts';
import { Party } from '@linli/parties';
import type { MoveIn } from './move-in.js';
import { viewOfMoveIn } from './move-in.view.js';

/** What every step answers: the case with its occupant, who is a person of this department only if he is a tenant. */
export async function answer(em: EntityManager, moveIn: MoveIn): Promise<MoveInView> {
  const occupant = moveIn.occupantKind === 'TENANT' ? await em.findOne(Party, moveIn.partyId) : null;
  return viewOfMoveIn(moveIn, occupant);
}
