import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { LeaveUnagreed, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { endClocks } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class LeaveUnagreedHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LeaveUnagreed)
  async handle({ complaintId, version, reason }: LeaveUnagreed, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.leaveUnagreed(reason, by, now());
    await endClocks(complaint);
    return viewAfterStep(this.em, complaint);
  }
}
