import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { AnswerComplaint, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { keptDuty } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class AnswerComplaintHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AnswerComplaint)
  async handle({ complaintId, version, content }: AnswerComplaint, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.answer(content, by, now());
    await keptDuty(complaint, 'FIRST_ANSWER');
    return viewAfterStep(this.em, complaint);
  }
}
