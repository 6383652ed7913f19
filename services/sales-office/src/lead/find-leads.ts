import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindLeads, type LeadView, type PageOf } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { leadColumns, ownLeads, viewOfRow } from './lead.view.js';

@Controller()
export class FindLeadsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindLeads)
  async handle(asked: FindLeads, by: Actor): Promise<PageOf<LeadView>> {
    return page(this.reader, {
      select: `${leadColumns} from lead l join party p on p.id = l.party_id`,
      where: {
        'l.project_id = ?': asked.projectId,
        'l.state = ?': asked.state,
        'l.consultant_id = ?': asked.consultantId,
        'l.next_on <= ?': asked.nextBy,
        'l.project_id = any(?)': by.seesAll ? undefined : by.projects,
        '?::text = l.consultant_id': ownLeads(by),
        ...(await this.persons.among('l.party_id', asked.person)),
      },
      newestFirst: 'l.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
