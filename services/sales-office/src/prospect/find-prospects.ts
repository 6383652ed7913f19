import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindProspects, type PageOf, type ProspectView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { ownBook } from './book.js';
import { prospectColumns, viewOfRow } from './prospect.view.js';

@Controller()
export class FindProspectsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindProspects)
  async handle(asked: FindProspects, by: Actor): Promise<PageOf<ProspectView>> {
    return page(this.reader, {
      select: `${prospectColumns} from prospect s join party p on p.id = s.party_id`,
      where: {
        's.project_id = ?': asked.projectId,
        's.state = ?': asked.state,
        's.intent_grade = ?': asked.intentGrade,
        's.consultant_id = ?': asked.consultantId,
        's.next_on <= ?': asked.nextBy,
        's.project_id = any(?)': by.seesAll ? undefined : by.projects,
        '?::text = s.consultant_id': ownBook(by),
        ...(await this.persons.among('s.party_id', asked.person)),
      },
      newestFirst: 's.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
