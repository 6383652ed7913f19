import { Bool, Day, Id, Int, Parts, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { complaintReaders } from './complaint.js';

/** 缺勤 */
export class HandlerAbsenceView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ max: 100 }) colleagueId!: string;
  @Text({ max: 60 }) colleague!: string;
  @Day() fromOn!: string;
  @Day({ description: 'last day of the absence' }) untilOn!: string;
  @Text() reason!: string;
  @Text() recordedBy!: string;
  @Texts() allowed!: string[];
}

export class RecordHandlerAbsence {
  static readonly subject = 'cmd.complaints.handler-absence.record';
  static readonly http = 'POST /handler-absences';
  static readonly status = 201;
  static readonly roles = [Role.CS_SUPERVISOR] as const;
  static readonly reply = HandlerAbsenceView;
  static readonly summary = '派工:登记缺勤';

  @Text({ max: 100 }) colleagueId!: string;
  @Text({ max: 60 }) colleague!: string;
  @Day() fromOn!: string;
  @Day() untilOn!: string;
  @Text({ max: 200 }) reason!: string;
}

export class FindHandlerAbsences extends PageQuery {
  static readonly subject = 'qry.complaints.handler-absence.find';
  static readonly http = 'GET /handler-absences';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(HandlerAbsenceView);
  static readonly summary = '派工:缺勤一览';

  @Text({ max: 100, optional: true }) colleagueId?: string;
  @Day({ optional: true, description: 'who is away on this day' }) on?: string;
}

/** What one person has to do; without assigneeId: what nobody was given yet. */
export class HandlerLoadView {
  @Text({ max: 100, optional: true }) assigneeId?: string;
  @Text({ optional: true, description: '责任人' }) assignee?: string;
  @Int({ description: '未结案件' }) openCases!: number;
  @Int({ description: '超时案件' }) lateCases!: number;
  @Int({ description: '等待客户' }) waitingCases!: number;
  @Bool({ description: '今日缺勤' }) absent!: boolean;
}

export class HandlerLoadsView {
  @Parts(() => HandlerLoadView, { max: 500 }) loads!: HandlerLoadView[];
}

export class FindHandlerLoads {
  static readonly subject = 'qry.complaints.handler-absence.loads';
  static readonly http = 'GET /handler-loads';
  static readonly roles = complaintReaders;
  static readonly reply = HandlerLoadsView;
  static readonly summary = '派工:每人在手案件';

  @Text({ max: 64, optional: true }) projectId?: string;
}
