import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { callDesk, FindCallbacks, type CallbackView, type PageOf } from '@linli/contracts';
import { shown } from './callback.view.js';

/** The call-backs of the own projects; whoever does not sit at the call desk sees his own. */
@Controller()
export class FindCallbacksHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCallbacks)
  async handle(asked: FindCallbacks, by: Actor): Promise<PageOf<CallbackView>> {
    const { projectId, state, cursor, limit } = asked;
    const assigneeId = by.has(...callDesk) ? asked.assigneeId : by.id;
    const isAnothers = asked.assigneeId !== undefined && asked.assigneeId !== assigneeId;
    if (isAnothers || (projectId !== undefined && !by.sees(projectId))) return { items: [] };
    return page(this.reader, {
      select: `${shown.columns} from callback b`,
      where: {
        'b.project_id = ?': projectId,
        'b.state = ?': state,
        'b.assignee_id = ?': assigneeId,
        'b.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'b.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
