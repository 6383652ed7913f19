import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, load, now, type Actor } from '@linli/bus';
import { ApprovePlan, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ApprovePlanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ApprovePlan)
  async handle({ complaintId, version, opinion }: ApprovePlan, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.approvePlan(opinion, by, now(), await absentFor(by, complaint.approverRole ?? ''));
    return viewAfterStep(this.em, complaint);
  }
}
