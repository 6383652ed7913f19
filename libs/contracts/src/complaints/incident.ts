import { Bool, Id, Ids, Instant, Int, OneOf, Part, Parts, ProjectCode, Text, Texts, Version } from '../fields.js';
import { approverRoles } from '../info-sharing/authority-matrix.js';
import { PageQuery, pageOf } from '../message.js';
import { Role, roles } from '../roles.js';
import { complaintCategories, complaintReaders, ComplaintView } from './complaint.js';
import { EndingView, planDecisions } from './handling.js';
import { Step } from './steps.js';

export const incidentStates = ['OPEN', 'APPROVAL', 'ANSWERED', 'CLOSED'] as const;

/** 统一答复, one version: what all callers are told once it is approved. */
export class OfficialAnswerView {
  @Int({ min: 1, description: '第n版' }) number!: number;
  @Text({ max: 2000, description: '答复内容' }) content!: string;
  @Text({ max: 100 }) proposerId!: string;
  @Text({ description: '拟稿人' }) proposer!: string;
  @Instant() submittedAt!: string;
  @OneOf(roles, { description: '审批权限' }) approverRole!: string;
  @Int({ min: 1, description: '审批权限版次' }) matrixVersion!: number;
  @OneOf(planDecisions, { optional: true, description: '审批结果' }) decision?: string;
  @Text({ max: 100, optional: true }) approverId?: string;
  @Text({ optional: true, description: '审批人' }) approver?: string;
  @Text({ max: 100, optional: true, description: '代谁审批' }) decidedFor?: string;
  @Text({ max: 1000, optional: true, description: '审批意见' }) opinion?: string;
  @Instant({ optional: true }) decidedAt?: string;
  /** How many cases were open and are answered by it; more than 1,000 are within seconds, cases linked later are not counted. */
  @Int({ optional: true, description: '答复的案件数' }) casesTold?: number;
}

/** 事件: one cause behind many cases. */
export class IncidentView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text({ max: 64 }) projectId!: string;
  @OneOf(incidentStates) state!: string;
  @OneOf(complaintCategories, { description: '类别' }) category!: string;
  @Text({ max: 100, description: '事件' }) title!: string;
  @Text({ max: 2000, description: '事件经过与原因' }) description!: string;
  @Text({ description: '登记人' }) openedBy!: string;
  @Instant({ description: '登记时间' }) openedAt!: string;
  @Int({ description: '未结案件' }) openCases!: number;
  @Int({ description: '已结案件' }) endedCases!: number;
  @Parts(() => OfficialAnswerView, { description: '统一答复,每一版' }) answers!: OfficialAnswerView[];
  @Part(() => EndingView, { optional: true, description: '关闭' }) ending?: EndingView;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const desk = [Role.COMPLAINT_HANDLER, Role.CS_SUPERVISOR] as const;

export class OpenIncident {
  static readonly subject = 'cmd.complaints.incident.open';
  static readonly http = 'POST /incidents';
  static readonly status = 201;
  static readonly roles = desk;
  static readonly reply = IncidentView;
  static readonly summary = '事件:登记多起案件的共同原因';

  @ProjectCode() projectId!: string;
  @OneOf(complaintCategories) category!: string;
  @Text({ max: 100, description: '事件' }) title!: string;
  @Text({ max: 2000, description: '事件经过与原因' }) description!: string;
}

class IncidentStep {
  @Id() incidentId!: string;
  @Version() version!: number;
}

export class SubmitOfficialAnswer extends IncidentStep {
  static readonly subject = 'cmd.complaints.incident.submit-answer';
  static readonly http = 'POST /incidents/:incidentId/submit-answer';
  static readonly roles = desk;
  static readonly reply = IncidentView;
  static readonly summary = '事件:报审统一答复';

  @Text({ max: 2000, description: '答复内容' }) content!: string;
}

export class ApproveOfficialAnswer extends IncidentStep {
  static readonly subject = 'cmd.complaints.incident.approve-answer';
  static readonly http = 'POST /incidents/:incidentId/approve-answer';
  static readonly roles = approverRoles;
  static readonly reply = IncidentView;
  static readonly summary = '事件:批准统一答复并答复全部关联案件';

  @Text({ max: 1000, optional: true }) opinion?: string;
}

export class RejectOfficialAnswer extends IncidentStep {
  static readonly subject = 'cmd.complaints.incident.reject-answer';
  static readonly http = 'POST /incidents/:incidentId/reject-answer';
  static readonly roles = approverRoles;
  static readonly reply = IncidentView;
  static readonly summary = '事件:不批准统一答复';

  @Text({ max: 1000 }) opinion!: string;
}

export class CloseIncident extends IncidentStep {
  static readonly subject = 'cmd.complaints.incident.close';
  static readonly http = 'POST /incidents/:incidentId/close';
  static readonly roles = desk;
  static readonly reply = IncidentView;
  static readonly summary = '事件:关闭';

  @Text({ max: 1000, optional: true }) reason?: string;
}

export class GetIncident {
  static readonly subject = 'qry.complaints.incident.get';
  static readonly http = 'GET /incidents/:incidentId';
  static readonly roles = complaintReaders;
  static readonly reply = IncidentView;
  static readonly summary = '事件:一件';

  @Id() incidentId!: string;
}

export class FindIncidents extends PageQuery {
  static readonly subject = 'qry.complaints.incident.find';
  static readonly http = 'GET /incidents';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(IncidentView);
  static readonly summary = '事件:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(incidentStates, { optional: true }) state?: string;
  @Bool({ optional: true, description: 'only what is not closed' }) open?: boolean;
}

/** The step `linkIncident` of a case: into an incident, into another one, or out of it. */
export class LinkIncident extends Step {
  static readonly subject = 'cmd.complaints.complaint.link-incident';
  static readonly http = 'POST /complaints/:complaintId/link-incident';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CUSTOMER_ASSISTANT, Role.CS_SUPERVISOR] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '案件关联事件,或取消关联';

  @Id({ optional: true, description: 'without it the case leaves its incident' }) incidentId?: string;
  @Text({ max: 500, optional: true, description: '取消关联的原因' }) reason?: string;
}

/** What became of one of many cases that were to be linked. */
export class IncidentLinkOutcomeView {
  @Id() complaintId!: string;
  @Bool({ description: '已关联' }) linked!: boolean;
  @Int({ min: 1, optional: true, description: 'the version of the case that was linked' }) version?: number;
  @Text({ max: 100, optional: true, description: 'why it was not, as a code' }) code?: string;
  @Text({ max: 1000, optional: true, description: 'why it was not' }) detail?: string;
}

/** The incident with what became of each case that was to be linked. */
export class IncidentLinksView extends IncidentView {
  @Parts(() => IncidentLinkOutcomeView, { description: 'one for each case, in the order asked' })
  outcomes!: IncidentLinkOutcomeView[];
}

/** Many cases into one incident: each on its own terms, so that one that cannot be linked holds up no other. */
export class LinkCasesToIncident {
  static readonly subject = 'cmd.complaints.incident.link-cases';
  static readonly http = 'POST /incidents/:incidentId/link-cases';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CUSTOMER_ASSISTANT, Role.CS_SUPERVISOR] as const;
  static readonly reply = IncidentLinksView;
  static readonly summary = '事件:批量关联案件,逐件给出结果';

  @Id() incidentId!: string;
  @Version() version!: number;
  @Ids({ max: 200 }) complaintIds!: string[];
  @Text({ max: 500, optional: true }) reason?: string;
}
