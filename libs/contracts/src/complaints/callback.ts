import { Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { callDesk, callers, callReaders } from './phone-roles.js';

export const callbackStates = ['PLANNED', 'DUE', 'DONE', 'CANCELLED'] as const;
export const callbackReasons = ['AGREED', 'MISSED_CALL', 'NOT_REACHED'] as const;

/** 回电: a customer waits for a call at a time; it reminds, and escalates when nobody calls. */
export class CallbackView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(callbackStates) state!: string;
  @OneOf(callbackReasons, { description: '原因' }) reason!: string;
  /** The call from which it was promised. */
  @Id() callId!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ optional: true, description: '回电人' }) assigneeId?: string;
  @Text({ optional: true }) assigneeName?: string;
  @Instant({ description: '约定时间' }) dueAt!: string;
  @Text({ optional: true, max: 1000, description: '说明' }) remark?: string;
  /** How often it was put off. */
  @Int() moved!: number;
  /** Whom the latest escalation was handed to. */
  @Text({ optional: true, description: '已升级至' }) escalatedTo?: string;
  @Id({ optional: true }) doneByCallId?: string;
  @Instant({ optional: true, description: '完成时间' }) doneAt?: string;
  @Text({ optional: true, max: 500 }) cancelReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class PlanCallback {
  static readonly subject = 'cmd.complaints.callback.plan';
  static readonly http = 'POST /callbacks';
  static readonly status = 201;
  static readonly roles = callers;
  static readonly reply = CallbackView;
  static readonly summary = '回电:安排';

  @Id() callId!: string;
  @Instant() dueAt!: string;
  /** Who calls; oneself unless told. */
  @Text({ max: 100, optional: true, min: 1 }) assigneeId?: string;
  @Text({ max: 100, optional: true, min: 1 }) assigneeName?: string;
  @Text({ max: 1000, optional: true }) remark?: string;
}

export class RescheduleCallback {
  static readonly subject = 'cmd.complaints.callback.reschedule';
  static readonly http = 'POST /callbacks/:callbackId/reschedule';
  static readonly roles = callers;
  static readonly reply = CallbackView;
  static readonly summary = '回电:改期或转给同事';

  @Id() callbackId!: string;
  @Version() version!: number;
  @Instant() dueAt!: string;
  @Text({ max: 100, optional: true, min: 1 }) assigneeId?: string;
  @Text({ max: 100, optional: true, min: 1 }) assigneeName?: string;
}

/** The call that kept the promise: the customer must have been reached. */
export class FulfilCallback {
  static readonly subject = 'cmd.complaints.callback.fulfil';
  static readonly http = 'POST /callbacks/:callbackId/fulfil';
  static readonly roles = callers;
  static readonly reply = CallbackView;
  static readonly summary = '回电:已回';

  @Id() callbackId!: string;
  @Version() version!: number;
  @Id() callId!: string;
}

export class CancelCallback {
  static readonly subject = 'cmd.complaints.callback.cancel';
  static readonly http = 'POST /callbacks/:callbackId/cancel';
  static readonly roles = callDesk;
  static readonly reply = CallbackView;
  static readonly summary = '回电:取消';

  @Id() callbackId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetCallback {
  static readonly subject = 'qry.complaints.callback.get';
  static readonly http = 'GET /callbacks/:callbackId';
  static readonly roles = callReaders;
  static readonly reply = CallbackView;
  static readonly summary = '回电:一个';

  @Id() callbackId!: string;
}

export class FindCallbacks extends PageQuery {
  static readonly subject = 'qry.complaints.callback.find';
  static readonly http = 'GET /callbacks';
  static readonly roles = callReaders;
  static readonly reply = pageOf(CallbackView);
  static readonly summary = '回电:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(callbackStates, { optional: true }) state?: string;
  @Text({ max: 100, optional: true }) assigneeId?: string;
}
