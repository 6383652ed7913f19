import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { CloseIncident, type IncidentView } from '@linli/contracts';
import { countCases, hold } from './cases-of-incident.js';
import { view } from './incident.view.js';

@Controller()
export class CloseIncidentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseIncident)
  async handle({ incidentId, version, reason }: CloseIncident, by: Actor): Promise<IncidentView> {
    const incident = await hold(this.em, incidentId, 'decide', version);
    const numbers = await countCases(this.em, incidentId);
    incident.close(reason, numbers.openCases + numbers.endedCases > 0, by, now());
    return view(incident, numbers);
  }
}
