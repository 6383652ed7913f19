import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { DisposeOfComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class DisposeOfComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DisposeOfComplaint)
  async handle({ complaintId, version, result }: DisposeOfComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.dispose(result, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
