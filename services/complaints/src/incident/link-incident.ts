import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { LinkIncident, type ComplaintView } from '@linli/contracts';
import { Complaint } from '../complaint/complaint.js';
import { viewAfterStep } from '../complaint/view-after-step.js';
import { hold, join } from './cases-of-incident.js';

@Controller()
export class LinkIncidentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LinkIncident)
  async handle({ complaintId, version, incidentId, reason }: LinkIncident, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    if (incidentId) await join(complaint, await hold(this.em, incidentId, 'link'), reason, by);
    else complaint.linkIncident(undefined, reason, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
