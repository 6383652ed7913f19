import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindServiceTerritories, type PageOf, type ServiceTerritoryView } from '@linli/contracts';
import { shown } from './service-territory.view.js';

@Controller()
export class FindServiceTerritoriesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindServiceTerritories)
  async handle(asked: FindServiceTerritories, by: Actor): Promise<PageOf<ServiceTerritoryView>> {
    const { projectId, room, cursor, limit } = asked;
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return page(this.reader, {
      select: `${shown.columns} from service_territory t`,
      where: {
        't.state = ?': 'SET',
        't.project_id = ?': projectId,
        'exists (select from territory_building b where b.territory_id = t.id and b.building = ?)': room?.split('-')[0],
        't.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
