import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { ResumeComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { goOnWithClocks } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ResumeComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ResumeComplaint)
  async handle({ complaintId, version }: ResumeComplaint): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.resume(now());
    await goOnWithClocks(complaint);
    return viewAfterStep(this.em, complaint);
  }
}
