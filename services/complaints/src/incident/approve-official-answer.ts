import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, now, type Actor } from '@linli/bus';
import { ApproveOfficialAnswer, type IncidentView } from '@linli/contracts';
import { countCases, hold, tellAll } from './cases-of-incident.js';
import { view } from './incident.view.js';

@Controller()
export class ApproveOfficialAnswerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ApproveOfficialAnswer)
  async handle({ incidentId, version, opinion }: ApproveOfficialAnswer, by: Actor): Promise<IncidentView> {
    const incident = await hold(this.em, incidentId, 'decide', version);
    incident.approveAnswer(opinion, by, now(), await absentFor(by, incident.approverRole));
    await tellAll(this.em, incident);
    return view(incident, await countCases(this.em, incidentId));
  }
}
