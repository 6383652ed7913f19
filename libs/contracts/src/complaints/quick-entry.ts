import { Bool, Id, ManyOf, OneOf, Part, Parts, Personal, Text } from '../fields.js';
import { Role } from '../roles.js';
import { ComplaintView, customerKinds } from './complaint.js';
import { IncidentView } from './incident.js';

/** Why a case is shown beside the one that is being entered: same caller, same room, or words in common. */
export const similarities = ['CALLER', 'ROOM', 'WORDS'] as const;

/** A unit that the caller has to do with, and as what. */
export class CallerUnitView {
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @OneOf(customerKinds) customerKind!: string;
}

/** A customer who has this phone, masked, with what a new case needs of him. */
export class CallerView {
  @Id() customerId!: string;
  @Id({ description: 'the party id to enter the case with' }) partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') name!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Parts(() => CallerUnitView, { description: '房号' }) units!: CallerUnitView[];
}

export class SimilarCaseView {
  @ManyOf(similarities) because!: string[];
  @Part(() => ComplaintView) complaint!: ComplaintView;
}

/** What is known at the beginning of a call: who it is, where he lives, what is open about it already. */
export class QuickEntryView {
  @Bool({ description: 'false while 客户信息库 is away: the caller may be known all the same' })
  directoryAsked!: boolean;
  @Parts(() => CallerView, { max: 5 }) callers!: CallerView[];
  @Parts(() => SimilarCaseView, { max: 10 }) similar!: SimilarCaseView[];
  @Parts(() => IncidentView, { max: 5, description: '未关闭的相关事件' }) incidents!: IncidentView[];
}

export class GetQuickEntry {
  static readonly subject = 'qry.complaints.complaint.quick-entry';
  static readonly http = 'GET /quick-entry';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CUSTOMER_ASSISTANT, Role.CS_SUPERVISOR] as const;
  static readonly reply = QuickEntryView;
  static readonly summary = '快速录入:按来电号码带出客户、房号和相似未结案件';

  @Text({ max: 40, min: 1, optional: true, description: '来电号码' }) @Personal('phone') phone?: string;
  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 40, optional: true, description: '房号, with its project' }) room?: string;
  @Text({ max: 1000, optional: true, description: '投诉内容, as far as it is typed' }) content?: string;
}
