import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, now, type Actor } from '@linli/bus';
import { RejectOfficialAnswer, type IncidentView } from '@linli/contracts';
import { countCases, hold } from './cases-of-incident.js';
import { view } from './incident.view.js';

@Controller()
export class RejectOfficialAnswerHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RejectOfficialAnswer)
  async handle({ incidentId, version, opinion }: RejectOfficialAnswer, by: Actor): Promise<IncidentView> {
    const incident = await hold(this.em, incidentId, 'decide', version);
    incident.rejectAnswer(opinion, by, now(), await absentFor(by, incident.approverRole));
    return view(incident, await countCases(this.em, incidentId));
  }
}
