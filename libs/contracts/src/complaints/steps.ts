import { Day, Fen, Id, Instant, Int, OneOf, Text, Version } from '../fields.js';
import { approverRoles } from '../info-sharing/authority-matrix.js';
import { Role } from '../roles.js';
import { buildingParts } from './warranty.js';
import { ComplaintView } from './complaint.js';
import { acknowledgementWays, complaintValidities, disputeGrounds, OfComplaint, satisfactions } from './handling.js';

/** A step of the complaint; the last word of its path is how `allowed` names it. The sender names the version he has seen. */
export class Step extends OfComplaint {
  @Version() version!: number;
}

const handlers = [Role.COMPLAINT_HANDLER] as const;
const dispatchers = [Role.CS_SUPERVISOR, Role.COMPLAINT_HANDLER] as const;
/** Who may check a disposal, if he did not carry it out himself. */
const checkers = [Role.CS_SUPERVISOR, Role.COMPLAINT_HANDLER, Role.MANAGER_IN_CHARGE] as const;

export class InvestigateComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.investigate';
  static readonly http = 'POST /complaints/:complaintId/investigate';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:调查与分析';

  @Text({ max: 4000 }) findings!: string;
  @Text({ max: 2000 }) cause!: string;
  @Text({ max: 2000 }) liability!: string;
  @Text({ max: 100, optional: true, description: '承包单位: whose work it was' }) contractor?: string;
  @Text({ max: 64 }) responsibleDepartment!: string;
  @OneOf(complaintValidities) validity!: string;
  @Text({ max: 1000 }) validityReason!: string;
}

export class ProposePlan extends Step {
  static readonly subject = 'cmd.complaints.complaint.propose-plan';
  static readonly http = 'POST /complaints/:complaintId/propose-plan';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:提出处置方案(新的一版)';

  @Text({ max: 4000 }) content!: string;
  @Fen({ optional: true, description: '补偿金额; decides with the authority matrix who approves' }) amountFen?: number;
}

/** What was said at a talk with the customer. */
class Talk extends Step {
  @Instant() heldAt!: string;
  @Text({ max: 500 }) attendees!: string;
  @Text({ max: 2000 }) offer!: string;
  @Text({ max: 2000 }) answer!: string;
}

export class RecordPreliminaryTalk extends Talk {
  static readonly subject = 'cmd.complaints.complaint.talk-preliminarily';
  static readonly http = 'POST /complaints/:complaintId/talk-preliminarily';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:初步磋商(需要时)';
}

export class SubmitPlan extends Step {
  static readonly subject = 'cmd.complaints.complaint.submit-plan';
  static readonly http = 'POST /complaints/:complaintId/submit-plan';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:报审处置方案';
}

export class ApprovePlan extends Step {
  static readonly subject = 'cmd.complaints.complaint.approve-plan';
  static readonly http = 'POST /complaints/:complaintId/approve-plan';
  static readonly roles = approverRoles;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:批准处置方案';

  @Text({ max: 1000, optional: true }) opinion?: string;
}

export class RejectPlan extends Step {
  static readonly subject = 'cmd.complaints.complaint.reject-plan';
  static readonly http = 'POST /complaints/:complaintId/reject-plan';
  static readonly roles = approverRoles;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:退回处置方案';

  @Text({ max: 1000 }) opinion!: string;
}

export class RecordAgreement extends Talk {
  static readonly subject = 'cmd.complaints.complaint.agree';
  static readonly http = 'POST /complaints/:complaintId/agree';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:正式磋商,达成一致';
}

export class RecordDisagreement extends Talk {
  static readonly subject = 'cmd.complaints.complaint.disagree';
  static readonly http = 'POST /complaints/:complaintId/disagree';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:正式磋商,未达成一致';
}

export class DisposeOfComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.dispose';
  static readonly http = 'POST /complaints/:complaintId/dispose';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:按方案处置';

  @Text({ max: 2000 }) result!: string;
}

export class PassDisposalCheck extends Step {
  static readonly subject = 'cmd.complaints.complaint.pass-check';
  static readonly http = 'POST /complaints/:complaintId/pass-check';
  static readonly roles = checkers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:检查处置结果,合格';

  @Text({ max: 2000 }) checkResult!: string;
}

export class FailDisposalCheck extends Step {
  static readonly subject = 'cmd.complaints.complaint.fail-check';
  static readonly http = 'POST /complaints/:complaintId/fail-check';
  static readonly roles = checkers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:检查处置结果,不合格,重新处置';

  @Text({ max: 2000 }) checkResult!: string;
}

export class FeedBackToCustomer extends Step {
  static readonly subject = 'cmd.complaints.complaint.feed-back';
  static readonly http = 'POST /complaints/:complaintId/feed-back';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:向客户反馈、听取意见';

  @Text({ max: 2000 }) customerOpinion!: string;
  @OneOf(satisfactions, { optional: true }) satisfaction?: string;
}

export class CloseComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.close';
  static readonly http = 'POST /complaints/:complaintId/close';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:结案';
}

export class WithdrawComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.withdraw';
  static readonly http = 'POST /complaints/:complaintId/withdraw';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:客户撤回投诉';

  @Text({ max: 2000 }) reason!: string;
}

export class LeaveUnagreed extends Step {
  static readonly subject = 'cmd.complaints.complaint.leave-unagreed';
  static readonly http = 'POST /complaints/:complaintId/leave-unagreed';
  static readonly roles = [Role.MANAGER_IN_CHARGE] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '客户投诉登记表:未能达成一致,转法律途径';

  @Text({ max: 2000 }) reason!: string;
}

export class AcknowledgeComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.acknowledge';
  static readonly http = 'POST /complaints/:complaintId/acknowledge';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CUSTOMER_ASSISTANT, Role.CS_OFFICER] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '受理确认:告知客户已受理';

  @OneOf(acknowledgementWays) how!: string;
  @Text({ max: 1000, optional: true }) told?: string;
}

export class AnswerComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.answer';
  static readonly http = 'POST /complaints/:complaintId/answer';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '答复客户:首次答复及以后的答复';

  @Text({ max: 4000 }) content!: string;
}

export class TakeUpComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.take-up';
  static readonly http = 'POST /complaints/:complaintId/take-up';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '报修、建议、异议:受理后直接处理';

  @Text({ max: 2000, optional: true, description: '处理安排' }) arrangement?: string;
}

export class WaitForCustomer extends Step {
  static readonly subject = 'cmd.complaints.complaint.wait';
  static readonly http = 'POST /complaints/:complaintId/wait';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '等待客户:时限暂停';

  @Text({ max: 1000 }) reason!: string;
}

export class ResumeComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.resume';
  static readonly http = 'POST /complaints/:complaintId/resume';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '客户已回复:时限继续';
}

export class ConvertToDispute extends Step {
  static readonly subject = 'cmd.complaints.complaint.convert-to-dispute';
  static readonly http = 'POST /complaints/:complaintId/convert-to-dispute';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.MANAGER_IN_CHARGE] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '纠纷登记簿:投诉转为纠纷,编号与经过不变';

  @OneOf(disputeGrounds.slice(0, 3), { description: '涉及金钱、合同或法律' }) ground!: string;
  @Text({ max: 2000 }) reason!: string;
}

export class AssignComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.assign';
  static readonly http = 'POST /complaints/:complaintId/assign';
  static readonly roles = dispatchers;
  static readonly reply = ComplaintView;
  static readonly summary = '派工:指派或重新指派责任人';

  @Text({ max: 100 }) assigneeId!: string;
  @Text({ max: 60, description: '责任人姓名' }) assignee!: string;
  @Text({ max: 1000, optional: true }) reason?: string;
  @Day({ optional: true, description: '计划完成日' }) plannedOn?: string;
}

export class BookVisit extends Step {
  static readonly subject = 'cmd.complaints.complaint.book-visit';
  static readonly http = 'POST /complaints/:complaintId/book-visit';
  static readonly roles = dispatchers;
  static readonly reply = ComplaintView;
  static readonly summary = '上门预约';

  @Instant() from!: string;
  @Instant() until!: string;
  @Text({ max: 500, optional: true }) note?: string;
}

export class ExplainDelay extends Step {
  static readonly subject = 'cmd.complaints.complaint.explain-delay';
  static readonly http = 'POST /complaints/:complaintId/explain-delay';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '延误说明:向客户解释为何超时';

  @Text({ max: 2000 }) content!: string;
}

export class ReopenComplaint extends Step {
  static readonly subject = 'cmd.complaints.complaint.reopen';
  static readonly http = 'POST /complaints/:complaintId/reopen';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CS_SUPERVISOR] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '重开:结案后宽限期内客户仍不满意';

  @Text({ max: 2000 }) reason!: string;
}

export class CheckComplaintQuality extends Step {
  static readonly subject = 'cmd.complaints.complaint.check-quality';
  static readonly http = 'POST /complaints/:complaintId/check-quality';
  static readonly roles = [Role.CS_SUPERVISOR, Role.CS_MANAGER] as const;
  static readonly reply = ComplaintView;
  static readonly summary = '质量抽查:内部评价已结案件';

  @Int({ min: 1, max: 5 }) score!: number;
  @Text({ max: 1000, optional: true }) remark?: string;
}

export class AssessWarranty extends Step {
  static readonly subject = 'cmd.complaints.complaint.assess-warranty';
  static readonly http = 'POST /complaints/:complaintId/assess-warranty';
  static readonly roles = dispatchers;
  static readonly reply = ComplaintView;
  static readonly summary = '报修:按部位判断是否在保修期内';

  @OneOf(buildingParts, { description: '保修部位' }) part!: string;
}

export class LinkServiceAgreement extends Step {
  static readonly subject = 'cmd.complaints.complaint.link-agreement';
  static readonly http = 'POST /complaints/:complaintId/link-agreement';
  static readonly roles = handlers;
  static readonly reply = ComplaintView;
  static readonly summary = '服务合同:案件关联服务协议';

  @Id() agreementId!: string;
  @Text({ max: 100, optional: true, description: 'read off the paper: must be that of the agreement' })
  agreementNo?: string;
}
