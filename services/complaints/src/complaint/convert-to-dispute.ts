import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConvertToDispute, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ConvertToDisputeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConvertToDispute)
  async handle({ complaintId, version, ground, reason }: ConvertToDispute, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.convertToDispute(ground, reason, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
