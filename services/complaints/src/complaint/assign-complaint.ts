import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { AssignComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { mustBeAtWork } from '../handler-absence/at-work.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class AssignComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignComplaint)
  async handle({ complaintId, version, ...task }: AssignComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    await mustBeAtWork(task.assigneeId);
    complaint.assign(task, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
