import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { approverFor, Handles, now, type Actor } from '@linli/bus';
import { SubmitOfficialAnswer, type IncidentView } from '@linli/contracts';
import { countCases, hold } from './cases-of-incident.js';
import { view } from './incident.view.js';

@Controller()
export class SubmitOfficialAnswerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SubmitOfficialAnswer)
  async handle({ incidentId, version, content }: SubmitOfficialAnswer, by: Actor): Promise<IncidentView> {
    const incident = await hold(this.em, incidentId, 'decide', version);
    const authority = await approverFor('COMPLAINT_PLAN', { projectId: incident.projectId });
    incident.submitAnswer(content, authority, by, now());
    return view(incident, await countCases(this.em, incidentId));
  }
}
