import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { DissolveServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { ServiceTerritory } from './service-territory.js';
import { shown } from './service-territory.view.js';
import { takeBuildings } from './take-buildings.js';

@Controller()
export class DissolveServiceTerritoryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DissolveServiceTerritory)
  async handle({ serviceTerritoryId, version }: DissolveServiceTerritory): Promise<ServiceTerritoryView> {
    const serviceTerritory = await load(this.em, ServiceTerritory, serviceTerritoryId, version);
    serviceTerritory.dissolve();
    await takeBuildings(this.em, serviceTerritory);
    return shown.of(serviceTerritory);
  }
}
