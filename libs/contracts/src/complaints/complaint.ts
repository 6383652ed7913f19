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
  Sought,
  Text,
  Texts,
} from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import {
  AcknowledgementView,
  AgreementLinkView,
  AnswerView,
  AssignmentView,
  DelayExplanationView,
  DisposalView,
  DisputeView,
  EndingView,
  EscalationView,
  FeedbackView,
  IncidentLinkView,
  InvestigationView,
  PlanVersionView,
  QualityCheckView,
  QualityReminderView,
  RoundView,
  VisitAppointmentView,
  WaitView,
} from './handling.js';
import { buildingParts, WarrantyView } from './warranty.js';

export const complaintStates = [
  'REGISTERED',
  'INVESTIGATED',
  'PLANNED',
  'APPROVAL',
  'REPLANNING',
  'NEGOTIATING',
  'EXECUTING',
  'EXECUTED',
  'CHECKED',
  'FED_BACK',
  'CLOSED',
  'WITHDRAWN',
  'UNAGREED',
] as const;
/** 投诉 / 报修 / 建议 / 异议: one window takes them all. */
export const caseKinds = ['COMPLAINT', 'REPAIR', 'SUGGESTION', 'OBJECTION'] as const;
export const complaintChannels = ['HOTLINE', 'VISIT', 'LETTER', 'ONLINE', 'MEDIA', 'OTHER'] as const;
export const complaintSources = ['DIRECT', 'FROM_PROPERTY_COMPANY', 'SALES_PHASE', 'MEDIA_MONITORING'] as const;
export const customerKinds = ['OWNER', 'TENANT', 'PROSPECT'] as const;
export const complaintCategories = [
  'QUALITY',
  'SERVICE',
  'SALES',
  'CONTRACT',
  'PROPERTY_MANAGEMENT',
  'ENVIRONMENT',
  'OTHER',
] as const;
export const urgencies = ['NORMAL', 'URGENT', 'EMERGENCY'] as const;

export class ComplaintView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(caseKinds, { description: '投诉 / 报修 / 建议 / 异议' }) kind!: string;
  @OneOf(complaintStates) state!: string;
  @Instant({ description: '受理时间' }) receivedAt!: string;
  @Text({ description: '受理人' }) receivedBy!: string;
  @OneOf(complaintChannels, { description: '受理方式' }) channel!: string;
  @OneOf(complaintSources, { description: '投诉来源' }) source!: string;
  @Id() partyId!: string;
  /** Missing where the customer is another department's party. */
  @Text({ optional: true, description: '客户姓名' }) @Personal('name') customerName?: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @OneOf(customerKinds) customerKind!: string;
  @Text({ optional: true, description: '房号' }) room?: string;
  @OneOf(complaintCategories, { description: '投诉类别' }) category!: string;
  @OneOf(urgencies, { description: '紧急程度' }) urgency!: string;
  @Text({ max: 4000, description: '投诉内容' }) content!: string;
  @Text({ optional: true, max: 2000, description: '客户诉求' }) demand?: string;
  @Part(() => WarrantyView, { optional: true, description: '保修: of repairs' }) warranty?: WarrantyView;
  @Day({ description: '完成期限' }) dueOn!: string;
  @Text({ max: 500, optional: true, description: '媒体出处' }) mediaSource?: string;
  @Id({ optional: true, description: 'the closed case that this one goes on from' }) earlierId?: string;
  @Bool({ description: '已确认受理' }) acknowledged!: boolean;
  @Bool({ description: '在纠纷登记簿' }) disputed!: boolean;
  @Bool({ description: '等待客户: the clocks stand still' }) waiting!: boolean;
  @Bool({ description: 'late, and the customer has not been given an explanation' }) explanationOwed!: boolean;
  @Int({ description: '升级级别' }) escalationLevel!: number;
  @Int({ description: '重开次数' }) reopened!: number;
  @Text({ max: 100, optional: true }) assigneeId?: string;
  @Text({ optional: true, description: '责任人' }) assignee?: string;
  @Id({ optional: true, description: '事件' }) incidentId?: string;
  @Text({ max: 100, optional: true, description: '服务合同编号' }) agreementNo?: string;
  /** The parts below stand in the single complaint only, not in lists. */
  @Part(() => AcknowledgementView, { optional: true, description: '受理确认' }) acknowledgement?: AcknowledgementView;
  @Parts(() => AnswerView, { optional: true, description: '答复' }) answers?: AnswerView[];
  @Parts(() => IncidentLinkView, { optional: true, description: '关联事件' }) incidentLinks?: IncidentLinkView[];
  @Parts(() => AgreementLinkView, { optional: true, description: '服务协议和合同' }) agreements?: AgreementLinkView[];
  @Parts(() => WaitView, { optional: true, description: '等待客户' }) waits?: WaitView[];
  @Part(() => DisputeView, { optional: true, description: '纠纷' }) dispute?: DisputeView;
  @Parts(() => AssignmentView, { optional: true, description: '派工' }) assignments?: AssignmentView[];
  @Parts(() => VisitAppointmentView, { optional: true, description: '上门预约' }) visits?: VisitAppointmentView[];
  @Parts(() => EscalationView, { optional: true, description: '超时与升级' }) escalations?: EscalationView[];
  @Parts(() => DelayExplanationView, { optional: true, description: '延误说明' }) explanations?: DelayExplanationView[];
  @Parts(() => RoundView, { optional: true, description: '重开前' }) rounds?: RoundView[];
  @Parts(() => QualityCheckView, { optional: true, description: '质量抽查' }) qualityChecks?: QualityCheckView[];
  @Parts(() => QualityReminderView, { optional: true, description: '质量抽查提醒' })
  qualityReminders?: QualityReminderView[];
  @Part(() => InvestigationView, { optional: true, description: '调查与分析' }) investigation?: InvestigationView;
  @Parts(() => PlanVersionView, { optional: true, description: '处置方案,每一版' }) plans?: PlanVersionView[];
  @Parts(() => DisposalView, { optional: true, description: '处置与检查' }) disposals?: DisposalView[];
  @Part(() => FeedbackView, { optional: true, description: '反馈与客户意见' }) feedback?: FeedbackView;
  @Part(() => EndingView, { optional: true, description: '结案' }) ending?: EndingView;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export const complaintReaders = [
  Role.COMPLAINT_HANDLER,
  Role.CUSTOMER_ASSISTANT,
  Role.CS_SUPERVISOR,
  Role.CS_OFFICER,
  Role.CUSTOMER_SERVICE_DEPT,
  Role.MANAGER_IN_CHARGE,
  Role.EXECUTIVE_IN_CHARGE,
  Role.LEADERSHIP,
] as const;

export class RegisterComplaint {
  static readonly subject = 'cmd.complaints.complaint.register';
  static readonly http = 'POST /complaints';
  static readonly status = 201;
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CUSTOMER_ASSISTANT] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:受理投诉';

  @ProjectCode() projectId!: string;
  @OneOf(caseKinds, { optional: true, description: 'COMPLAINT unless told' }) kind?: string;
  @OneOf(complaintChannels, { optional: true, description: 'HOTLINE unless told' }) channel?: string;
  @OneOf(complaintSources, { optional: true, description: 'DIRECT unless told' }) source?: string;
  /** The customer as another form knows him; without it his name and phone are needed. */
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 60, min: 1, optional: true }) @Personal('name') customerName?: string;
  @Text({ max: 40, min: 1, optional: true }) @Personal('phone') phone?: string;
  @OneOf(customerKinds, { optional: true, description: 'OWNER with a room, else PROSPECT, unless told' })
  customerKind?: string;
  @Text({ max: 40, optional: true }) room?: string;
  @OneOf(complaintCategories, { optional: true, description: 'OTHER unless told' }) category?: string;
  @OneOf(urgencies, { optional: true, description: 'NORMAL unless told' }) urgency?: string;
  @Text({ max: 4000 }) content!: string;
  @Text({ max: 2000, optional: true }) demand?: string;
  @Text({ max: 500, optional: true, description: '媒体出处: outlet and address of a media hit' }) mediaSource?: string;
  @Id({ optional: true, description: 'the closed case of the same customer that this one goes on from' })
  earlierId?: string;
  @Id({ optional: true, description: 'the open incident that it belongs to' }) incidentId?: string;
  @OneOf(buildingParts, { optional: true, description: '保修部位: of repairs' }) part?: string;
  @Day({ optional: true, description: '完成期限: the day on which the clock 处理完毕 of its kind is due unless told' })
  dueOn?: string;
}

export class GetComplaint {
  static readonly subject = 'qry.complaints.complaint.get';
  static readonly http = 'GET /complaints/:complaintId';
  static readonly roles = complaintReaders;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:一份';

  @Id() complaintId!: string;
}

export class FindComplaints extends PageQuery {
  static readonly subject = 'qry.complaints.complaint.find';
  static readonly http = 'GET /complaints';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(ComplaintView);
  static readonly summary = '客户投诉登记表:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(complaintStates, { optional: true }) state?: string;
  @OneOf(caseKinds, { optional: true }) kind?: string;
  @Bool({ optional: true, description: 'the work list: only what is not ended' }) open?: boolean;
  @Text({ max: 100, optional: true }) assigneeId?: string;
  @Id({ optional: true }) partyId?: string;
  @Id({ optional: true }) incidentId?: string;
  @Id({ optional: true, description: '服务协议和合同' }) agreementId?: string;
  @Bool({ optional: true, description: 'only closed cases of which a quality check is due' }) qualityDue?: boolean;
  @Sought('persons') person?: string;
}

export class FindDisputes extends PageQuery {
  static readonly subject = 'qry.complaints.complaint.disputes';
  static readonly http = 'GET /disputes';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(ComplaintView);
  static readonly summary = '纠纷登记簿:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
}
