import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindHandedOverTasks, type HandedOverTask, type PageOf } from '@linli/contracts';
import { columns, type RowOf } from '../view/rows.js';

@Controller()
export class FindHandedOverTasksHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindHandedOverTasks)
  async handle(asked: FindHandedOverTasks, by: Actor): Promise<PageOf<HandedOverTask>> {
    by.mustSee(asked.projectId, 'sales-handover');
    return page(this.reader, {
      select: `${columns('t', 'id subject state room consultant')} from sales_handover h join sales_handover_task t on t.handover_id = h.id`,
      where: { 'h.project_id = ?': asked.projectId, 't.subject = ?': asked.subject },
      newestFirst: 't.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: ({ room, consultant, ...task }: RowOf<HandedOverTask> & { id: string }): HandedOverTask => ({
        ...task,
        ...(room ? { room } : {}),
        ...(consultant ? { consultant } : {}),
      }),
    });
  }
}
