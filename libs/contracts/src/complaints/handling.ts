import { Bool, Day, Fen, Id, Instant, Int, OneOf, Part, Parts, Text } from '../fields.js';
import { roles } from '../roles.js';

export const complaintValidities = ['JUSTIFIED', 'PARTLY', 'UNJUSTIFIED'] as const;
export const planDecisions = ['APPROVED', 'REJECTED'] as const;
export const talkKinds = ['PRELIMINARY', 'FORMAL'] as const;
export const acknowledgementWays = ['IN_PERSON', 'PHONE', 'SMS', 'LETTER', 'ONLINE'] as const;
/** When a complaint is a dispute (X23). */
export const disputeGrounds = ['MONEY', 'CONTRACT', 'LAW', 'NEGOTIATION_FAILED'] as const;
/** What the department owes each case in time: 受理确认, 首次答复, 处理完毕. */
export const complaintDuties = ['ACKNOWLEDGE', 'FIRST_ANSWER', 'RESOLVE'] as const;
export const satisfactions = ['SATISFIED', 'ACCEPTABLE', 'DISSATISFIED'] as const;

/** 调查与分析 */
export class InvestigationView {
  @Text({ max: 4000, description: '调查情况' }) findings!: string;
  @Text({ max: 2000, description: '问题原因' }) cause!: string;
  @Text({ max: 2000, description: '责任' }) liability!: string;
  @Text({ max: 100, optional: true, description: '承包单位' }) contractor?: string;
  @Text({ max: 64, description: '责任部门' }) responsibleDepartment!: string;
  @OneOf(complaintValidities, { description: '有效 / 部分有效 / 无效投诉' }) validity!: string;
  @Text({ max: 1000 }) validityReason!: string;
  @Text({ max: 100 }) investigatorId!: string;
  @Text({ description: '调查人' }) investigator!: string;
  @Instant() investigatedAt!: string;
}

/** 磋商记录 */
export class TalkView {
  @OneOf(talkKinds, { description: '初步磋商 / 正式磋商' }) kind!: string;
  @Instant() at!: string;
  @Text({ max: 500, description: '参加人' }) attendees!: string;
  @Text({ max: 2000, description: '磋商内容' }) offer!: string;
  @Text({ max: 2000, description: '客户答复' }) answer!: string;
  /** Only of a formal talk. */
  @Bool({ optional: true, description: '是否达成一致' }) agreed?: boolean;
  @Text({ description: '记录人' }) recordedBy!: string;
}

/** 处置方案, one version */
export class PlanVersionView {
  @Int({ min: 1, description: '第n版' }) number!: number;
  @Text({ max: 4000, description: '处置方案' }) content!: string;
  @Fen({ optional: true, description: '补偿金额' }) amountFen?: number;
  @Text({ max: 100 }) proposerId!: string;
  @Text({ description: '提出人' }) proposer!: string;
  @Instant() proposedAt!: string;
  @Instant({ optional: true }) submittedAt?: string;
  @OneOf(roles, { optional: true, description: '审批权限' }) approverRole?: string;
  @Int({ min: 1, optional: true, description: '审批权限版次' }) matrixVersion?: number;
  @OneOf(planDecisions, { optional: true, description: '审批结果' }) decision?: string;
  @Text({ max: 100, optional: true }) approverId?: string;
  @Text({ optional: true, description: '审批人' }) approver?: string;
  @Text({ max: 100, optional: true, description: '代谁审批' }) decidedFor?: string;
  @Text({ max: 1000, optional: true, description: '审批意见' }) opinion?: string;
  @Instant({ optional: true }) decidedAt?: string;
  @Parts(() => TalkView, { description: '磋商记录' }) talks!: TalkView[];
}

/** 处置, and the check of its result */
export class DisposalView {
  @Text({ max: 100 }) executorId!: string;
  @Text({ description: '处置人' }) executor!: string;
  @Text({ max: 2000, description: '处置结果' }) result!: string;
  @Instant() disposedAt!: string;
  @Bool({ optional: true }) passed?: boolean;
  @Text({ max: 100, optional: true }) checkerId?: string;
  @Text({ optional: true, description: '检查人' }) checker?: string;
  @Text({ max: 2000, optional: true, description: '检查结果' }) checkResult?: string;
  @Instant({ optional: true }) checkedAt?: string;
}

/** 反馈 */
export class FeedbackView {
  @Instant() at!: string;
  @Text({ description: '反馈人' }) by!: string;
  @Text({ max: 2000, description: '客户意见' }) customerOpinion!: string;
  @OneOf(satisfactions, { optional: true, description: '满意度' }) satisfaction?: string;
}

/** How and why the case ended; a closed one needs no reason. */
export class EndingView {
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ max: 2000, optional: true }) reason?: string;
}

/** 受理确认 */
export class AcknowledgementView {
  @Instant() at!: string;
  @Text() by!: string;
  @OneOf(acknowledgementWays) how!: string;
  @Text({ max: 1000, optional: true, description: '告知内容' }) told?: string;
}

/** 答复: what the customer was told; with an incident the official answer to all its callers. */
export class AnswerView {
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ max: 4000 }) content!: string;
  @Id({ optional: true }) incidentId?: string;
}

/** 关联事件: into an incident, or out of it */
export class IncidentLinkView {
  @Id({ optional: true, description: 'missing when the case left its incident' }) incidentId?: string;
  @Text({ max: 500, optional: true }) reason?: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** 质量抽查提醒: nobody has checked the closed case yet. */
export class QualityReminderView {
  @Int({ description: '0 reminds, then each level of the chain' }) level!: number;
  @OneOf(roles, { optional: true, description: '升级到' }) role?: string;
  @Text({ max: 60, optional: true, description: '名称' }) name?: string;
  @Instant() at!: string;
}

/** 关联服务协议: each link stays; the last one holds. */
export class AgreementLinkView {
  @Id() agreementId!: string;
  @Text({ max: 100, description: '编号' }) agreementNo!: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** 等待客户: the clocks stand still. */
export class WaitView {
  @Instant() from!: string;
  @Instant({ optional: true }) to?: string;
  @Text({ max: 1000 }) reason!: string;
  @Text() by!: string;
}

/** 转为纠纷 */
export class DisputeView {
  @OneOf(disputeGrounds, { description: '纠纷事由' }) ground!: string;
  @Text({ max: 2000 }) reason!: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** 派工 */
export class AssignmentView {
  @Text({ max: 100 }) assigneeId!: string;
  @Text({ description: '责任人' }) assignee!: string;
  @Text({ max: 1000, optional: true }) reason?: string;
  @Day({ optional: true, description: '计划完成日' }) plannedOn?: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** 上门预约 */
export class VisitAppointmentView {
  @Instant() from!: string;
  @Instant() until!: string;
  @Text({ max: 500, optional: true }) note?: string;
  @Text() bookedBy!: string;
  @Instant() bookedAt!: string;
}

/** 超时与升级: level 0 is the lateness itself, each level above hands the case to its role. */
export class EscalationView {
  @OneOf(complaintDuties) duty!: string;
  @Int() level!: number;
  @Text({ max: 64, optional: true }) role?: string;
  @Text({ optional: true }) name?: string;
  @Instant({ description: '应完成时间' }) dueAt!: string;
  @Instant() at!: string;
}

/** 延误说明 */
export class DelayExplanationView {
  @Text({ max: 2000 }) content!: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** 质量抽查 */
export class QualityCheckView {
  @Int({ min: 1, max: 5 }) score!: number;
  @Text({ max: 1000, optional: true }) remark?: string;
  @Text() by!: string;
  @Instant() at!: string;
}

/** A way through the form that was closed and opened again. */
export class RoundView {
  @Part(() => InvestigationView, { optional: true }) investigation?: InvestigationView;
  @Part(() => FeedbackView, { optional: true }) feedback?: FeedbackView;
  @Instant() closedAt!: string;
  @Text({ max: 2000, description: '重开原因' }) reason!: string;
  @Text() reopenedBy!: string;
  @Instant() reopenedAt!: string;
}

/** The complaint a step is about. */
export class OfComplaint {
  @Id() complaintId!: string;
}
