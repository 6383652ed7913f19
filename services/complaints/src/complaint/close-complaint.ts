import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { CloseComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class CloseComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseComplaint)
  async handle({ complaintId, version }: CloseComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.close(by, now());
    return viewAfterStep(this.em, complaint);
  }
}
