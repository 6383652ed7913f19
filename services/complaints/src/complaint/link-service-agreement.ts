import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { LinkServiceAgreement, type ComplaintView } from '@linli/contracts';
import { agreementFor } from '../service-agreement/known-agreement.js';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class LinkServiceAgreementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LinkServiceAgreement)
  async handle(asked: LinkServiceAgreement, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, asked.complaintId, asked.version);
    complaint.mustBeOpen('linkAgreement');
    complaint.linkAgreement(await agreementFor(this.em, complaint, asked), by, now());
    return viewAfterStep(this.em, complaint);
  }
}
