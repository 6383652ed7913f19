import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { OpenIncident, type IncidentView } from '@linli/contracts';
import { Incident } from './incident.js';
import { view } from './incident.view.js';

@Controller()
export class OpenIncidentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(OpenIncident)
  async handle(form: OpenIncident, by: Actor): Promise<IncidentView> {
    by.mustSee(form.projectId, 'project');
    const incident = Incident.open(form, formNo('SJ'), by, now());
    this.em.persist(incident);
    return view(incident, { openCases: 0, endedCases: 0 });
  }
}
