import type { MoveInTaskView } from '@linli/contracts';
import { moveInTaskWorkflow, type MoveInTaskState } from './move-in-task.workflow.js';

/** A row of `moveInTasks`, or the aggregate itself. */
export type MoveInTaskFacts = Omit<
  MoveInTaskView,
  'state' | 'recordedAt' | 'result' | 'completedBy' | 'completedAt' | 'allowed'
> & {
  state: MoveInTaskState;
  recordedAt: Date | string;
  result?: string | null;
  completedBy?: string | null;
  completedAt?: Date | string | null;
};

/** The columns of a MoveInTaskView with their table. */
export const moveInTasks = `t.id, t.version, t.state, t.move_in_id as "moveInId", t.project_id as "projectId", t.room, t.need,
  t.recorded_by as "recordedBy", t.recorded_at as "recordedAt", t.result, t.completed_by as "completedBy", t.completed_at as "completedAt"
  from move_in_task t`;

export function viewOfMoveInTask(facts: MoveInTaskFacts): MoveInTaskView {
  const {
    id,
    version,
    state,
    moveInId,
    projectId,
    room,
    need,
    recordedBy,
    recordedAt,
    result,
    completedBy,
    completedAt,
  } = facts;
  return {
    ...{
      id,
      version,
      state,
      moveInId,
      projectId,
      room,
      need,
      recordedBy,
      recordedAt: new Date(recordedAt).toISOString(),
    },
    ...(result ? { result } : {}),
    ...(completedBy ? { completedBy } : {}),
    ...(completedAt ? { completedAt: new Date(completedAt).toISOString() } : {}),
    allowed: [...moveInTaskWorkflow.allowed(state)],
  };
}
