import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReopenComplaint, type ComplaintView } from '@linli/contracts';
import { withdrawInvitation } from '../case-rating/rating-clocks.js';
import { Complaint } from './complaint.js';
import { startClocksAgain } from './complaint-clocks.js';
import { graceDays } from './grace-days.js';
import { noCheckOwed } from './quality-clock.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ReopenComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReopenComplaint)
  async handle({ complaintId, version, reason }: ReopenComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.reopen(reason, await graceDays(this.em, complaint.receivedAt), by, now());
    await noCheckOwed(complaint);
    await withdrawInvitation(this.em, complaint);
    await startClocksAgain(this.em, complaint);
    return viewAfterStep(this.em, complaint);
  }
}
