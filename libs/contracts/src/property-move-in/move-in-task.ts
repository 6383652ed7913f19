import { Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { moveInReaders } from './household.js';

export const moveInTaskStates = ['OPEN', 'DONE'] as const;

/** A need stated at the congratulation, followed until it is met. */
export class MoveInTaskView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(moveInTaskStates) state!: string;
  @Id() moveInId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @Text({ max: 400, description: '业主需求' }) need!: string;
  @Text({ description: '记录人' }) recordedBy!: string;
  @Instant() recordedAt!: string;
  @Text({ optional: true, max: 400, description: '办理结果' }) result?: string;
  @Text({ optional: true, description: '办理人' }) completedBy?: string;
  @Instant({ optional: true }) completedAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class CompleteMoveInTask {
  static readonly subject = 'cmd.property-move-in.move-in-task.complete';
  static readonly http = 'POST /move-in-tasks/:taskId/complete';
  static readonly roles = [Role.CUSTOMER_ASSISTANT, Role.CS_OFFICER] as const;
  static readonly reply = MoveInTaskView;
  static readonly summary = '业主需求:已办理';

  @Id() taskId!: string;
  @Version() version!: number;
  @Text({ max: 400, description: '办理结果' }) result!: string;
}

export class GetMoveInTask {
  static readonly subject = 'qry.property-move-in.move-in-task.get';
  static readonly http = 'GET /move-in-tasks/:taskId';
  static readonly roles = moveInReaders;
  static readonly reply = MoveInTaskView;
  static readonly summary = '业主需求:一件';

  @Id() taskId!: string;
}

export class FindMoveInTasks extends PageQuery {
  static readonly subject = 'qry.property-move-in.move-in-task.find';
  static readonly http = 'GET /move-in-tasks';
  static readonly roles = moveInReaders;
  static readonly reply = pageOf(MoveInTaskView);
  static readonly summary = '业主需求:待办一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(moveInTaskStates, { optional: true }) state?: string;
  @Id({ optional: true }) moveInId?: string;
}
