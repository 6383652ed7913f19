import {
  Bool,
  Day,
  Id,
  Ids,
  Instant,
  Int,
  OneOf,
  Parts,
  Personal,
  ProjectCode,
  Text,
  Texts,
  Version,
} from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { CallView, callOutcomes } from './call-record.js';
import { complaintCategories, complaintStates, urgencies } from './complaint.js';
import { callers, callLeads, callReaders } from './phone-roles.js';

export const callListStates = ['OPEN', 'CLOSED'] as const;
export const callListEntryStates = ['OPEN', 'REACHED', 'SKIPPED'] as const;

/** 电话列表: whom to call about what. */
export class CallListView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(callListStates) state!: string;
  @Text({ description: '名称' }) title!: string;
  @Text({ optional: true, max: 1000, description: '目的' }) purpose?: string;
  @Id({ optional: true }) callScriptId?: string;
  @Text({ description: '编制人' }) openedBy!: string;
  @Instant() openedAt!: string;
  @Int() entries!: number;
  @Int() reached!: number;
  @Int() skipped!: number;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** One person of a list, with the case that he is called about. */
export class CallListEntryView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Id() callListId!: string;
  @Text() projectId!: string;
  @OneOf(callListEntryStates) state!: string;
  @Id() partyId!: string;
  @Text({ optional: true, description: '客户姓名' }) @Personal('name') customerName?: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Id({ optional: true }) complaintId?: string;
  @Text({ optional: true, description: '投诉编号' }) complaintNo?: string;
  @Text({ optional: true, description: '服务人员' }) assigneeId?: string;
  @Text({ optional: true }) assigneeName?: string;
  @Int({ description: '拨打次数' }) attempts!: number;
  @Id({ optional: true }) lastCallId?: string;
  @OneOf(callOutcomes, { optional: true }) lastOutcome?: string;
  @Text({ optional: true, max: 500 }) skipReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class CallListTarget {
  @Id({ optional: true }) partyId?: string;
  /** A case: its customer is called, about it. */
  @Id({ optional: true }) complaintId?: string;
}

/** Opens a list, filled with the persons named, or drawn from the cases that fit. */
export class OpenCallList {
  static readonly subject = 'cmd.complaints.call-list.open';
  static readonly http = 'POST /call-lists';
  static readonly status = 201;
  static readonly roles = callLeads;
  static readonly reply = CallListView;
  static readonly summary = '电话列表:编制';

  @ProjectCode() projectId!: string;
  @Text({ max: 100 }) title!: string;
  @Text({ max: 1000, optional: true }) purpose?: string;
  @Id({ optional: true }) callScriptId?: string;
  @Parts(() => CallListTarget, { optional: true }) targets?: CallListTarget[];
  /** Draws the cases of the project that fit the fields below, at most 1,000. */
  @Bool({ optional: true }) fromCases?: boolean;
  @OneOf(complaintStates, { optional: true }) caseState?: string;
  @OneOf(complaintCategories, { optional: true }) category?: string;
  @OneOf(urgencies, { optional: true }) urgency?: string;
  @Day({ optional: true }) dueBefore?: string;
}

export class AddToCallList {
  static readonly subject = 'cmd.complaints.call-list.add';
  static readonly http = 'POST /call-lists/:callListId/add';
  static readonly roles = callLeads;
  static readonly reply = CallListView;
  static readonly summary = '电话列表:增加';

  @Id() callListId!: string;
  @Version() version!: number;
  @Parts(() => CallListTarget) targets!: CallListTarget[];
}

/** Gives numbers to a person: those named, or as many of the unassigned as told. */
export class AssignCallList {
  static readonly subject = 'cmd.complaints.call-list.assign';
  static readonly http = 'POST /call-lists/:callListId/assign';
  static readonly roles = callLeads;
  static readonly reply = CallListView;
  static readonly summary = '电话列表:号码分配到服务人员';

  @Id() callListId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) staffId!: string;
  @Text({ max: 100 }) staffName!: string;
  @Ids({ optional: true }) entryIds?: string[];
  @Int({ optional: true, min: 1, max: 1000 }) count?: number;
}

export class CloseCallList {
  static readonly subject = 'cmd.complaints.call-list.close';
  static readonly http = 'POST /call-lists/:callListId/close';
  static readonly roles = callLeads;
  static readonly reply = CallListView;
  static readonly summary = '电话列表:结束';

  @Id() callListId!: string;
  @Version() version!: number;
}

/** 自动拨号: dials the next person of the list who is assigned to the caller; two colleagues never get the same one. */
export class DialNextOfCallList {
  static readonly subject = 'cmd.complaints.call-list.dial-next';
  static readonly http = 'POST /call-lists/:callListId/dial-next';
  static readonly status = 201;
  static readonly roles = callers;
  static readonly reply = CallView;
  static readonly summary = '电话列表:自动拨打下一个';

  @Id() callListId!: string;
  @Version() version!: number;
  @Id() lineId!: string;
}

export class SkipCallListEntry {
  static readonly subject = 'cmd.complaints.call-list-entry.skip';
  static readonly http = 'POST /call-list-entries/:callListEntryId/skip';
  static readonly roles = callers;
  static readonly reply = CallListEntryView;
  static readonly summary = '电话列表:跳过';

  @Id() callListEntryId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetCallListEntry {
  static readonly subject = 'qry.complaints.call-list-entry.get';
  static readonly http = 'GET /call-list-entries/:callListEntryId';
  static readonly roles = callReaders;
  static readonly reply = CallListEntryView;
  static readonly summary = '电话列表:一个号码';

  @Id() callListEntryId!: string;
}

export class GetCallList {
  static readonly subject = 'qry.complaints.call-list.get';
  static readonly http = 'GET /call-lists/:callListId';
  static readonly roles = callReaders;
  static readonly reply = CallListView;
  static readonly summary = '电话列表:一份';

  @Id() callListId!: string;
}

export class FindCallLists extends PageQuery {
  static readonly subject = 'qry.complaints.call-list.find';
  static readonly http = 'GET /call-lists';
  static readonly roles = callReaders;
  static readonly reply = pageOf(CallListView);
  static readonly summary = '电话列表:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(callListStates, { optional: true }) state?: string;
}

export class FindCallListEntries extends PageQuery {
  static readonly subject = 'qry.complaints.call-list-entry.find';
  static readonly http = 'GET /call-lists/:callListId/entries';
  static readonly roles = callReaders;
  static readonly reply = pageOf(CallListEntryView);
  static readonly summary = '电话列表:号码';

  @Id() callListId!: string;
  @OneOf(callListEntryStates, { optional: true }) state?: string;
  @Text({ max: 100, optional: true }) assigneeId?: string;
}
