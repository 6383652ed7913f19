import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindVisits, type PageOf, type VisitView } from '@linli/contracts';
import { viewOfRow, visitColumns } from './visit.view.js';

@Controller()
export class FindVisitsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindVisits)
  async handle({ projectId, kind, cursor, limit }: FindVisits, by: Actor): Promise<PageOf<VisitView>> {
    return page(this.reader, {
      select: `${visitColumns} from visit v left join party p on p.id = v.party_id`,
      where: {
        'v.project_id = ?': projectId,
        'v.kind = ?': kind,
        'v.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'v.id',
      cursor,
      limit,
      view: viewOfRow,
    });
  }
}
