import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ExplainDelay, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class ExplainDelayHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ExplainDelay)
  async handle({ complaintId, version, content }: ExplainDelay, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.explainDelay(content, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
