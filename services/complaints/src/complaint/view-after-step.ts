import type { EntityManager } from '@mikro-orm/postgresql';
import type { ComplaintView } from '@linli/contracts';
import { Party } from '@linli/parties';
import type { Complaint } from './complaint.js';
import { view } from './complaint.view.js';

/** The reply to a step: the complaint with its customer, masked. */
export async function viewAfterStep(em: EntityManager, complaint: Complaint): Promise<ComplaintView> {
  return view(complaint, await em.findOne(Party, complaint.partyId));
}
