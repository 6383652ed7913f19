import { Controller } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { LinkCasesToIncident, type IncidentLinkOutcomeView, type IncidentLinksView } from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';
import { Complaint } from '../complaint/complaint.js';
import { countCases, hold, join } from './cases-of-incident.js';
import type { Incident } from './incident.js';
import { view } from './incident.view.js';

@Controller()
export class LinkCasesToIncidentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LinkCasesToIncident)
  async handle(asked: LinkCasesToIncident, by: Actor): Promise<IncidentLinksView> {
    const { incidentId, version, complaintIds, reason } = asked;
    const incident = await hold(this.em, incidentId, 'link', version);
    incident.mustTakeCases(incident.projectId);
    const found = await this.em.find(
      Complaint,
      { id: { $in: complaintIds } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    const caseOf = new Map(found.map((complaint) => [complaint.id, complaint]));
    const refusals = new Map<string, Refusal>();
    for (const id of new Set(complaintIds)) {
      const refusal = await this.link(caseOf.get(id), incident, reason, by);
      if (refusal) refusals.set(id, refusal);
    }
    await this.em.flush();
    return {
      ...view(incident, await countCases(this.em, incidentId)),
      outcomes: complaintIds.map((id) => outcomeOf(id, caseOf.get(id), refusals.get(id))),
    };
  }

  /** A case is linked as it would be alone; why it was not, if it was not. */
  private async link(
    complaint: Complaint | undefined,
    incident: Incident,
    reason: string | undefined,
    by: Actor,
  ): Promise<Refusal | undefined> {
    try {
      if (!complaint || !by.sees(complaint.projectId)) throw noCase();
      await join(complaint, incident, reason, by);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
}

const noCase = () => refuse.notFound('complaint.not-found', '没有这件案件，请核对编号。');

function outcomeOf(complaintId: string, complaint?: Complaint, refusal?: Refusal): IncidentLinkOutcomeView {
  if (!refusal) return { complaintId, linked: true, version: complaint!.version };
  return { complaintId, linked: false, code: refusal.code, detail: refusal.message };
}
