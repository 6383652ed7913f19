import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ProposePlan, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ProposePlanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ProposePlan)
  async handle({ complaintId, version, content, amountFen }: ProposePlan, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.proposePlan(content, by, now(), amountFen);
    return viewAfterStep(this.em, complaint);
  }
}
