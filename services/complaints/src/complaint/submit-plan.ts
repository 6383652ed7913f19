import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { SubmitPlan, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { planApprover } from './plan-approver.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class SubmitPlanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SubmitPlan)
  async handle({ complaintId, version }: SubmitPlan): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.submitPlan(await planApprover(this.em, complaint.receivedAt), now());
    return viewAfterStep(this.em, complaint);
  }
}
