import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { AuthoriseInServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { ServiceTerritory } from './service-territory.js';
import { shown } from './service-territory.view.js';

@Controller()
export class AuthoriseInServiceTerritoryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AuthoriseInServiceTerritory)
  async handle({
    serviceTerritoryId,
    version,
    staffId,
    staffName,
    categories,
  }: AuthoriseInServiceTerritory): Promise<ServiceTerritoryView> {
    const serviceTerritory = await load(this.em, ServiceTerritory, serviceTerritoryId, version);
    serviceTerritory.authorise(staffId, staffName, categories);
    return shown.of(serviceTerritory);
  }
}
