import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindVisits, type PageOf, type VisitView } from '@linli/contracts';
import { plusDays, startOfDay } from '@linli/kernel';
import { PartySearch } from '@linli/parties';
import { viewOfRow, visitColumns } from './visit.view.js';

@Controller()
export class FindVisitsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindVisits)
  async handle(
    { projectId, kind, state, on, person, cursor, limit }: FindVisits,
    by: Actor,
  ): Promise<PageOf<VisitView>> {
    return page(this.reader, {
      select: `${visitColumns} from visit v left join party p on p.id = v.party_id`,
      where: {
        'v.project_id = ?': projectId,
        'v.kind = ?': kind,
        'v.state = ?': state,
        'v.at >= ?': on === undefined ? undefined : startOfDay(on),
        'v.at < ?': on === undefined ? undefined : startOfDay(plusDays(on, 1)),
        'v.project_id = any(?)': by.seesAll ? undefined : by.projects,
        ...(await this.persons.among('v.party_id', person)),
      },
      newestFirst: 'v.id',
      cursor,
      limit,
      view: viewOfRow,
    });
  }
}
