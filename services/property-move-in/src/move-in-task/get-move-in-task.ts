import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetMoveInTask, type MoveInTaskView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { moveInTasks, viewOfMoveInTask, type MoveInTaskFacts } from './move-in-task.view.js';

@Controller()
export class GetMoveInTaskHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetMoveInTask)
  async handle({ taskId }: GetMoveInTask, by: Actor): Promise<MoveInTaskView> {
    const row = await this.reader.one<MoveInTaskFacts>(`select ${moveInTasks} where t.id = $1`, [taskId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('move-in-task.not-found', '没有这件业主需求，请核对编号。');
    return viewOfMoveInTask(row);
  }
}
