import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCallLists, type CallListView, type PageOf } from '@linli/contracts';
import { shown } from './call-list.view.js';

@Controller()
export class FindCallListsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCallLists)
  async handle({ projectId, state, cursor, limit }: FindCallLists, by: Actor): Promise<PageOf<CallListView>> {
    if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
    return page(this.reader, {
      select: shown.select,
      where: {
        'l.project_id = ?': projectId,
        'l.state = ?': state,
        'l.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'l.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
