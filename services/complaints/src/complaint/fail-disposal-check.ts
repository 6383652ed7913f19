import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { FailDisposalCheck, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class FailDisposalCheckHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FailDisposalCheck)
  async handle({ complaintId, version, checkResult }: FailDisposalCheck, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.check(false, checkResult, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
