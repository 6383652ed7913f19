import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { SetServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { ServiceTerritory } from './service-territory.js';
import { shown } from './service-territory.view.js';
import { takeBuildings } from './take-buildings.js';

@Controller()
export class SetServiceTerritoryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SetServiceTerritory)
  async handle(form: SetServiceTerritory, by: Actor): Promise<ServiceTerritoryView> {
    by.mustSee(form.projectId, 'project');
    const territory = ServiceTerritory.set(form);
    this.em.persist(territory);
    await takeBuildings(this.em, territory);
    return shown.of(territory);
  }
}
