import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindMoveInTasks, type MoveInTaskView, type PageOf } from '@linli/contracts';
import { moveInTasks, viewOfMoveInTask } from './move-in-task.view.js';

@Controller()
export class FindMoveInTasksHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindMoveInTasks)
  async handle(
    { projectId, state, moveInId, cursor, limit }: FindMoveInTasks,
    by: Actor,
  ): Promise<PageOf<MoveInTaskView>> {
    return page(this.reader, {
      select: moveInTasks,
      where: {
        't.project_id = ?': projectId,
        't.state = ?': state,
        't.move_in_id = ?': moveInId,
        't.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 't.id',
      cursor,
      limit,
      view: viewOfMoveInTask,
    });
  }
}
