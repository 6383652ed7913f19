import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindIncidents, type IncidentView, type PageOf } from '@linli/contracts';
import { incidentColumns, incidentsCounted, viewOfRow } from './incident.view.js';

@Controller()
export class FindIncidentsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindIncidents)
  async handle({ projectId, state, open, cursor, limit }: FindIncidents, by: Actor): Promise<PageOf<IncidentView>> {
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return page(this.reader, {
      select: `${incidentColumns} from ${incidentsCounted}`,
      where: {
        'i.project_id = ?': projectId,
        'i.state = ?': state,
        "i.state <> 'CLOSED' and true = ?": open || undefined,
        'i.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'i.id',
      ownIndex: projectId !== undefined || open === true,
      cursor,
      limit,
      view: (row: { id: string }) => viewOfRow(row),
    });
  }
}
