import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { CompleteMoveInTask, type MoveInTaskView } from '@linli/contracts';
import { handOf } from '../move-in/hand.js';
import { MoveInTask } from './move-in-task.js';
import { viewOfMoveInTask } from './move-in-task.view.js';

@Controller()
export class CompleteMoveInTaskHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CompleteMoveInTask)
  async handle({ taskId, version, result }: CompleteMoveInTask, by: Actor): Promise<MoveInTaskView> {
    const task = await load(this.em, MoveInTask, taskId, version);
    task.complete(result, handOf(by));
    return viewOfMoveInTask(task);
  }
}
