import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { WithdrawComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { endClocks } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class WithdrawComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WithdrawComplaint)
  async handle({ complaintId, version, reason }: WithdrawComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.withdraw(reason, by, now());
    await endClocks(complaint);
    return viewAfterStep(this.em, complaint);
  }
}
