import { defineEntity, p } from '@mikro-orm/core';
import { newId } from '@linli/kernel';
import type { Hand, MoveIn } from '../move-in/move-in.js';
import { moveInTaskWorkflow, type MoveInTaskState } from './move-in-task.workflow.js';

const MoveInTaskSchema = defineEntity({
  name: 'MoveInTask',
  tableName: 'move_in_task',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<MoveInTaskState>(),
    moveInId: p.uuid(),
    projectId: p.text(),
    room: p.text(),
    need: p.text(),
    recordedBy: p.text(),
    recordedAt: p.datetime(),
    result: p.text().nullable(),
    completedBy: p.text().nullable(),
    completedAt: p.datetime().nullable(),
  },
});

/** A need that the customer stated when he was congratulated, followed until it is met [REQ-008]. */
export class MoveInTask extends MoveInTaskSchema.class {
  static of(
    { id: moveInId, projectId, room }: MoveIn,
    need: string,
    { name: recordedBy, at: recordedAt }: Hand,
  ): MoveInTask {
    return Object.assign(new MoveInTask(), {
      ...{ id: newId(), state: moveInTaskWorkflow.initial, moveInId, projectId, room, need, recordedBy, recordedAt },
      ...{ result: null, completedBy: null, completedAt: null },
    });
  }

  complete(result: string, { name, at }: Hand): void {
    this.state = moveInTaskWorkflow.move(this.state, 'complete');
    this.result = result;
    this.completedBy = name;
    this.completedAt = at;
  }
}

MoveInTaskSchema.setClass(MoveInTask);
