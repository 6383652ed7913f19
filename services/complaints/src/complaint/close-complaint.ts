import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { CloseComplaint, type ComplaintView } from '@linli/contracts';
import { Sealer } from '@linli/parties';
import { inviteToRate } from '../case-rating/rating-clocks.js';
import { Complaint } from './complaint.js';
import { chooseForCheck } from './quality-clock.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class CloseComplaintHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(CloseComplaint)
  async handle({ complaintId, version }: CloseComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.close(by, now());
    await chooseForCheck(this.em, complaint);
    await inviteToRate(this.em, complaint, this.sealer);
    return viewAfterStep(this.em, complaint);
  }
}
