import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { AssessWarranty, type ComplaintView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { Complaint } from '../complaint/complaint.js';
import { view } from '../complaint/complaint.view.js';
import { WarrantyBook } from './warranty-book.js';

/** The part turned out to be another, or was not named at intake: judged by the day on which the repair was reported. */
@Controller()
export class AssessWarrantyHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly book: WarrantyBook,
  ) {}

  @Handles(AssessWarranty)
  async handle({ complaintId, version, part }: AssessWarranty): Promise<ComplaintView> {
    const repair = await load(this.em, Complaint, complaintId, version);
    const customer = await this.em.findOne(Party, repair.partyId);
    repair.assessWarranty(await this.book.of(repair, part, dayOf(repair.receivedAt)), customer);
    return view(repair, customer);
  }
}
