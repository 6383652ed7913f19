import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ResetServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { ServiceTerritory } from './service-territory.js';
import { shown } from './service-territory.view.js';
import { takeBuildings } from './take-buildings.js';

@Controller()
export class ResetServiceTerritoryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ResetServiceTerritory)
  async handle(
    { serviceTerritoryId, version, buildings, reason }: ResetServiceTerritory,
    by: Actor,
  ): Promise<ServiceTerritoryView> {
    const serviceTerritory = await load(this.em, ServiceTerritory, serviceTerritoryId, version);
    serviceTerritory.reset(buildings, reason, by.name, now());
    await takeBuildings(this.em, serviceTerritory);
    return shown.of(serviceTerritory);
  }
}
