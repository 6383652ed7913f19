import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { CheckComplaintQuality, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { noCheckOwed } from './quality-clock.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class CheckComplaintQualityHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CheckComplaintQuality)
  async handle({ complaintId, version, score, remark }: CheckComplaintQuality, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.checkQuality(score, remark, by, now());
    await noCheckOwed(complaint);
    return viewAfterStep(this.em, complaint);
  }
}
