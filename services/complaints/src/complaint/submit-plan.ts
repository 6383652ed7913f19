import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { approverFor, Handles, load, now } from '@linli/bus';
import { SubmitPlan, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class SubmitPlanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SubmitPlan)
  async handle({ complaintId, version }: SubmitPlan): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    const { projectId, planAmountFen } = complaint;
    const facts = { projectId, ...(planAmountFen === undefined ? {} : { amountFen: planAmountFen }) };
    complaint.submitPlan(await approverFor('COMPLAINT_PLAN', facts), now());
    return viewAfterStep(this.em, complaint);
  }
}
