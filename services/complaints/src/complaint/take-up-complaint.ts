import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { TakeUpComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { keptDuty } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class TakeUpComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(TakeUpComplaint)
  async handle({ complaintId, version, arrangement }: TakeUpComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.takeUp(arrangement, by, now());
    if (arrangement) await keptDuty(complaint, 'FIRST_ANSWER');
    return viewAfterStep(this.em, complaint);
  }
}
