import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPhoneBookEntries, type PageOf, type PhoneBookEntryView } from '@linli/contracts';
import { Sealer, soughtPerson } from '@linli/parties';
import { shown } from './phone-book-entry.view.js';

/** Entries of the own projects and those that serve them all, without what was removed. */
@Controller()
export class FindPhoneBookEntriesHandler {
  constructor(
    private readonly reader: Reader,
    private readonly sealer: Sealer,
  ) {}

  @Answers(FindPhoneBookEntries)
  async handle(asked: FindPhoneBookEntries, by: Actor): Promise<PageOf<PhoneBookEntryView>> {
    const { projectId, kind, person, cursor, limit } = asked;
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return page(this.reader, {
      select: `${shown.columns} from phone_book_entry e`,
      where: {
        'e.state = ?': 'LISTED',
        'e.kind = ?': kind,
        '(e.project_id = ? or e.project_id is null)': projectId,
        '(e.project_id = any(?) or e.project_id is null)':
          projectId !== undefined || by.seesAll ? undefined : by.projects,
        'e.tokens @> ?': person === undefined ? undefined : this.sealer.tokens(soughtPerson(person)),
      },
      newestFirst: 'e.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
