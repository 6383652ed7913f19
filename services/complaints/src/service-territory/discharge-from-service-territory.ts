import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { DischargeFromServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { ServiceTerritory } from './service-territory.js';
import { shown } from './service-territory.view.js';

@Controller()
export class DischargeFromServiceTerritoryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DischargeFromServiceTerritory)
  async handle({ serviceTerritoryId, version, staffId }: DischargeFromServiceTerritory): Promise<ServiceTerritoryView> {
    const serviceTerritory = await load(this.em, ServiceTerritory, serviceTerritoryId, version);
    serviceTerritory.discharge(staffId);
    return shown.of(serviceTerritory);
  }
}
