import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { PassDisposalCheck, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { keptDuty } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class PassDisposalCheckHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PassDisposalCheck)
  async handle({ complaintId, version, checkResult }: PassDisposalCheck, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.check(true, checkResult, by, now());
    await keptDuty(complaint, 'RESOLVE');
    return viewAfterStep(this.em, complaint);
  }
}
