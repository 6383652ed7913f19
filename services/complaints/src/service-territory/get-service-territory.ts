import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetServiceTerritory, type ServiceTerritoryView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './service-territory.view.js';

@Controller()
export class GetServiceTerritoryHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetServiceTerritory)
  async handle({ serviceTerritoryId }: GetServiceTerritory, by: Actor): Promise<ServiceTerritoryView> {
    const row = await this.reader.one<{ projectId: string }>(
      `select ${shown.columns} from service_territory t where t.id = $1`,
      [serviceTerritoryId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('service-territory.not-found', '没有这个服务地域，请核对编号。');
    return shown.ofRow(row);
  }
}
