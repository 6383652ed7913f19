import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { RecordPreliminaryTalk, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { keptDuty } from './complaint-clocks.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class RecordPreliminaryTalkHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordPreliminaryTalk)
  async handle(step: RecordPreliminaryTalk, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, step.complaintId, step.version);
    complaint.talkPreliminarily(step, by, now());
    await keptDuty(complaint, 'FIRST_ANSWER');
    return viewAfterStep(this.em, complaint);
  }
}
