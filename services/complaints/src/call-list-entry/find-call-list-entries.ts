import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCallListEntries, type CallListEntryView, type PageOf } from '@linli/contracts';
import { shown } from './call-list-entry.view.js';

@Controller()
export class FindCallListEntriesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCallListEntries)
  async handle(asked: FindCallListEntries, by: Actor): Promise<PageOf<CallListEntryView>> {
    return page(this.reader, {
      select: shown.select,
      where: {
        'n.call_list_id = ?': asked.callListId,
        'n.state = ?': asked.state,
        'n.assignee_id = ?': asked.assigneeId,
        'n.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'n.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
