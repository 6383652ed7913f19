import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { AcknowledgeComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { keptDuty } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class AcknowledgeComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AcknowledgeComplaint)
  async handle({ complaintId, version, how, told }: AcknowledgeComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.acknowledge(how, told, by, now());
    await keptDuty(complaint, 'ACKNOWLEDGE');
    return viewAfterStep(this.em, complaint);
  }
}
