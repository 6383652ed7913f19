import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, load, now, type Actor } from '@linli/bus';
import { RejectPlan, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class RejectPlanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RejectPlan)
  async handle({ complaintId, version, opinion }: RejectPlan, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.rejectPlan(opinion, by, now(), await absentFor(by, complaint.approverRole ?? ''));
    return viewAfterStep(this.em, complaint);
  }
}
