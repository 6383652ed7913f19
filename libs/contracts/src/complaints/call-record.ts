import {
  Bool,
  Day,
  Id,
  Instant,
  Int,
  OneOf,
  Part,
  Parts,
  Personal,
  ProjectCode,
  Text,
  Texts,
  Version,
} from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { callers, callReaders, callDesk } from './phone-roles.js';

export const callStates = ['DIALLING', 'RINGING', 'TALKING', 'ENDED', 'FAILED', 'LOGGED'] as const;
export const callDirections = ['IN', 'OUT'] as const;
export const callOutcomes = ['REACHED', 'NO_ANSWER', 'BUSY', 'WRONG_NUMBER', 'REFUSED'] as const;
/** What a call may be about; all but complaints are kept by other departments, which complete their own by the event. */
export const callSubjects = ['COMPLAINT', 'CARE_NODE', 'OVERDUE_LOAN', 'MOVE_IN', 'OTHER'] as const;
export const exchangeNews = ['RINGING', 'ANSWERED', 'HUNG_UP', 'FAILED'] as const;

export class CallNote {
  @Instant() at!: string;
  @Text({ description: '记录人' }) by!: string;
  @Text({ max: 2000 }) text!: string;
}

/** 电话记录: one call, entered once; other departments refer to it by its id. */
export class CallView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(callStates) state!: string;
  @OneOf(callDirections, { description: '呼入/呼出' }) direction!: string;
  @Text({ optional: true, description: '通话人' }) staffId?: string;
  @Text({ optional: true }) staffName?: string;
  @Id({ optional: true }) lineId?: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ optional: true, description: '对方号码' }) @Personal('phone') phone?: string;
  @OneOf(callSubjects, { optional: true, description: '关联业务' }) subjectKind?: string;
  @Id({ optional: true }) subjectId?: string;
  @Id({ optional: true }) callListEntryId?: string;
  @Id({ optional: true }) callScriptId?: string;
  @Instant({ description: '开始时间' }) startedAt!: string;
  @Instant({ optional: true, description: '接通时间' }) answeredAt?: string;
  @Instant({ optional: true, description: '结束时间' }) endedAt?: string;
  @Int({ optional: true, description: '通话秒数' }) talkedSeconds?: number;
  @OneOf(callOutcomes, { optional: true, description: '结果' }) outcome?: string;
  @Text({ optional: true, max: 4000, description: '通话内容' }) summary?: string;
  @Parts(() => CallNote, { description: '记事' }) notes!: CallNote[];
  /** Whether there is a recording that is still kept; where it lies is told for a purpose only. */
  @Bool({ description: '有录音' }) recorded!: boolean;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** What a call is about. */
class CallMatter {
  @OneOf(callSubjects, { optional: true }) subjectKind?: string;
  @Id({ optional: true }) subjectId?: string;
}

/** A call that was made without the exchange, entered by who spoke. */
export class LogCall extends CallMatter {
  static readonly subject = 'cmd.complaints.call-record.log';
  static readonly http = 'POST /calls';
  static readonly status = 201;
  static readonly roles = callers;
  static readonly reply = CallView;
  static readonly summary = '电话记录:登记一次通话';

  @ProjectCode() projectId!: string;
  @OneOf(callDirections) direction!: string;
  @Id({ optional: true }) partyId?: string;
  /** The number spoken to; a customer who is known under it is linked. */
  @Text({ max: 40, min: 1, optional: true }) @Personal('phone') phone?: string;
  @Id({ optional: true }) lineId?: string;
  @Id({ optional: true }) callListEntryId?: string;
  @Id({ optional: true }) callScriptId?: string;
  @Instant() startedAt!: string;
  @Int({ max: 86_400 }) talkedSeconds!: number;
  @OneOf(callOutcomes) outcome!: string;
  @Text({ max: 4000 }) summary!: string;
}

/** 点击拨号: the exchange calls the customer; his number is shown to nobody. One of party, entry of the phone book, entry of a list, or number. */
export class DialCall extends CallMatter {
  static readonly subject = 'cmd.complaints.call-record.dial';
  static readonly http = 'POST /calls/dial';
  static readonly status = 201;
  static readonly roles = callers;
  static readonly reply = CallView;
  static readonly summary = '电话:点击拨号';

  @ProjectCode() projectId!: string;
  /** The line that the caller holds. */
  @Id() lineId!: string;
  @Id({ optional: true }) partyId?: string;
  @Id({ optional: true }) phoneBookEntryId?: string;
  @Id({ optional: true }) callListEntryId?: string;
  @Text({ max: 40, min: 1, optional: true }) @Personal('phone') phone?: string;
  @Id({ optional: true }) callScriptId?: string;
}

/** What the exchange tells of a call: one that was dialled here, or one that comes in on a line. The same news twice changes nothing. */
export class ReportCallEvent {
  static readonly subject = 'cmd.complaints.call-record.report-event';
  static readonly http = 'POST /telephony/call-events';
  static readonly roles = [Role.TELEPHONE_EXCHANGE] as const;
  static readonly reply = CallView;
  static readonly summary = '电话:交换机通知通话状态';

  /** The call as the exchange knows it. */
  @Text({ max: 100 }) exchangeCallId!: string;
  @OneOf(exchangeNews) news!: string;
  @Instant() at!: string;
  /** The number of our line on which somebody calls; with the first news of a call that comes in. */
  @Text({ max: 40, optional: true, min: 1 }) lineNumber?: string;
  @Text({ max: 40, optional: true, min: 1 }) @Personal('phone') callerNumber?: string;
}

export class NoteOnCall {
  static readonly subject = 'cmd.complaints.call-record.note';
  static readonly http = 'POST /calls/:callId/note';
  static readonly roles = callers;
  static readonly reply = CallView;
  static readonly summary = '电话记录:记事';

  @Id() callId!: string;
  @Version() version!: number;
  @Text({ max: 2000 }) text!: string;
}

/** What was said, once the call is over; only then do other departments hear of it. */
export class WriteUpCall extends CallMatter {
  static readonly subject = 'cmd.complaints.call-record.write-up';
  static readonly http = 'POST /calls/:callId/write-up';
  static readonly roles = callers;
  static readonly reply = CallView;
  static readonly summary = '电话记录:填写通话内容';

  @Id() callId!: string;
  @Version() version!: number;
  @OneOf(callOutcomes) outcome!: string;
  @Text({ max: 4000 }) summary!: string;
  @Id({ optional: true }) partyId?: string;
}

/** 电话录音: where it lies; it is kept as long as the policy says and never copied here. */
export class AttachRecording {
  static readonly subject = 'cmd.complaints.call-record.attach-recording';
  static readonly http = 'POST /calls/:callId/attach-recording';
  static readonly roles = [Role.TELEPHONE_EXCHANGE, Role.CS_SUPERVISOR] as const;
  static readonly reply = CallView;
  static readonly summary = '电话录音:登记';

  @Id() callId!: string;
  @Version() version!: number;
  /** The key of the file at the exchange, such as `2026/11/25/a1b2.wav`. */
  @Text({ max: 300, pattern: /^[\w./-]+$/, like: '2026/11/25/a1b2.wav' }) reference!: string;
  @Int({ max: 86_400, description: '秒' }) seconds!: number;
  /** The customer was told that he is recorded; without it a recording is refused. */
  @Bool() announced!: boolean;
}

/** A recording to listen to: who asked and why stands in the read log. */
export class RecordingView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Id() callId!: string;
  @Text({ max: 300 }) reference!: string;
  @Int() seconds!: number;
  @Day({ description: '保存至' }) keptUntil!: string;
}

export class RevealRecording {
  static readonly subject = 'cmd.complaints.call-record.reveal-recording';
  static readonly http = 'POST /calls/:callId/reveal-recording';
  static readonly roles = [Role.CS_SUPERVISOR, Role.MANAGER_IN_CHARGE] as const;
  static readonly reply = RecordingView;
  static readonly summary = '电话录音:调听(记入查阅日志)';

  @Id() callId!: string;
  @Version() version!: number;
  @Text({ max: 200, min: 4, description: '调听目的' }) purpose!: string;
}

export class GetCall {
  static readonly subject = 'qry.complaints.call-record.get';
  static readonly http = 'GET /calls/:callId';
  static readonly roles = callReaders;
  static readonly reply = CallView;
  static readonly summary = '电话记录:一次通话';

  @Id() callId!: string;
}

export class FindCalls extends PageQuery {
  static readonly subject = 'qry.complaints.call-record.find';
  static readonly http = 'GET /calls';
  static readonly roles = callReaders;
  static readonly reply = pageOf(CallView);
  static readonly summary = '电话记录:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 100, optional: true }) staffId?: string;
  @Id({ optional: true }) partyId?: string;
  @Id({ optional: true }) subjectId?: string;
  @OneOf(callStates, { optional: true }) state?: string;
}

export const callGroupings = ['STAFF', 'LINE', 'DAY', 'OUTCOME', 'DIRECTION', 'SUBJECT'] as const;

export class CallCount {
  /** The person, line, day, outcome, direction or subject; `-` where the call names none. */
  @Text({ max: 100 }) key!: string;
  @Text({ max: 100, optional: true }) title?: string;
  @Int() calls!: number;
  @Int({ description: '接通' }) reached!: number;
  @Int({ description: '呼入未接' }) missed!: number;
  @Int({ description: '通话总秒数' }) talkedSeconds!: number;
  @Int({ description: '平均通话秒数' }) averageSeconds!: number;
}

export class CallStatisticsView {
  @Day() from!: string;
  @Day() to!: string;
  @Parts(() => CallCount, { max: 400 }) groups!: CallCount[];
  @Part(() => CallCount) total!: CallCount;
  @Int({ description: '应回电' }) callbacksDue!: number;
  @Int({ description: '按时回电' }) callbacksKept!: number;
}

export class GetCallStatistics {
  static readonly subject = 'qry.complaints.call-record.statistics';
  static readonly http = 'GET /call-statistics';
  static readonly roles = callDesk;
  static readonly reply = CallStatisticsView;
  static readonly summary = '电话统计';

  @Day() from!: string;
  /** Included; at most 366 days. */
  @Day() to!: string;
  @OneOf(callGroupings) by!: string;
  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 100, optional: true }) staffId?: string;
}
