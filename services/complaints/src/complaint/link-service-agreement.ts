import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { LinkServiceAgreement, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class LinkServiceAgreementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LinkServiceAgreement)
  async handle({ complaintId, version, agreementNo }: LinkServiceAgreement): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.linkAgreement(agreementNo);
    return viewAfterStep(this.em, complaint);
  }
}
