import { Bool, Day, Id, Instant, Int, OneOf, Part, Parts, Text, Texts, Version } from '../fields.js';
import {
  concernedDepartments,
  correctiveKinds,
  departmentCodes,
  letterServices,
  LetterAnswerView,
  LetterProofView,
  LetterWordsView,
} from '../letters.js';
import { PageQuery, pageOf } from '../message.js';
import { Role, roles } from '../roles.js';
import { complaintReaders } from './complaint.js';

export const correctiveActionStates = ['REQUESTED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'EFFECTIVE', 'WITHDRAWN'] as const;
/** What must happen in time: 签收, 落实, 效果验证. */
export const correctiveDuties = ['ACKNOWLEDGE', 'CARRY_OUT', 'CHECK_EFFECT'] as const;

/** 会议: the other way of passing the cause on (001 §4.4.8). */
export class MeetingView {
  @Instant({ description: '会议时间' }) heldAt!: string;
  @Text({ max: 500, description: '参会人' }) attendees!: string;
}

/** 效果验证 */
export class EffectCheckView {
  @Int({ min: 1, description: '第几次' }) round!: number;
  @Bool({ description: '有效' }) effective!: boolean;
  @Text({ max: 2000, description: '验证情况' }) finding!: string;
  @Text({ description: '验证人' }) by!: string;
  @Instant() at!: string;
}

/** 超时与升级 of a corrective action */
export class CorrectiveEscalationView {
  @OneOf(correctiveDuties) duty!: string;
  @Int({ min: 1, description: '第几次' }) round!: number;
  @Int({ description: '0 is late, then each level of the chain' }) level!: number;
  @OneOf(roles, { optional: true, description: '升级到' }) role?: string;
  @Text({ max: 60, optional: true, description: '名称' }) name?: string;
  @Instant({ description: '应完成时间' }) dueAt!: string;
  @Instant() at!: string;
}

/** 撤回: the letter was wrong. */
export class LetterWithdrawalView {
  @Instant({ description: '撤回时间' }) at!: string;
  @Text({ description: '撤回人' }) by!: string;
  @Text({ max: 1000, description: '撤回原因' }) reason!: string;
}

export class CorrectiveActionView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text({ description: '工作联系函编号' }) letterNo!: string;
  @OneOf(correctiveActionStates) state!: string;
  @OneOf(correctiveKinds, { description: '纠正 / 预防' }) kind!: string;
  @OneOf(departmentCodes, { description: '相关部门' }) department!: string;
  @Id() complaintId!: string;
  @Text({ description: '投诉编号' }) complaintNo!: string;
  @Text({ max: 64 }) projectId!: string;
  @Part(() => MeetingView, { optional: true, description: '会议' }) meeting?: MeetingView;
  @Text({ max: 2000, description: '问题原因' }) cause!: string;
  @Text({ max: 2000, description: '要求采取的措施' }) demand!: string;
  @Text({ description: '发函人' }) requestedBy!: string;
  @Instant({ description: '发函时间' }) requestedAt!: string;
  @Day({ description: '要求完成日期' }) dueOn!: string;
  @Int({ min: 1, description: '第几次' }) round!: number;
  @Instant({ optional: true, description: '签收时间' }) acknowledgedAt?: string;
  @Instant({ optional: true, description: '落实时间' }) carriedOutAt?: string;
  @Part(() => LetterWithdrawalView, { optional: true, description: '撤回' }) withdrawal?: LetterWithdrawalView;
  @Int({ description: '升级级别' }) escalationLevel!: number;
  @Parts(() => EffectCheckView, { description: '效果验证' }) effectChecks!: EffectCheckView[];
  @Parts(() => CorrectiveEscalationView, { description: '超时与升级' }) escalations!: CorrectiveEscalationView[];
  /** Only of a single action, and only while the department, which keeps them, can be reached. */
  @Parts(() => LetterAnswerView, { optional: true, description: '落实情况' }) answers?: LetterAnswerView[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** Each department concerned, for those of its staff who answer letters. */
const concerned: readonly Role[] = Object.values(concernedDepartments).flatMap((department) => department.roles);

export class RequestCorrectiveAction {
  static readonly subject = 'cmd.complaints.corrective-action.request';
  static readonly http = 'POST /corrective-actions';
  static readonly status = 201;
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CS_SUPERVISOR] as const;
  static readonly reply = CorrectiveActionView;
  static readonly summary = '纠正与预防措施:以工作联系函转相关部门';

  @Id() complaintId!: string;
  @OneOf(correctiveKinds) kind!: string;
  @OneOf(departmentCodes, { description: '相关部门' }) department!: string;
  @Text({ max: 2000, min: 1, optional: true, description: '问题原因: that of the investigation unless told' })
  cause?: string;
  @Text({ max: 2000, description: '要求采取的措施' }) demand!: string;
  @Part(() => MeetingView, { optional: true, description: '会议: when the cause was passed on in a meeting' })
  meeting?: MeetingView;
}

class EffectCheck {
  @Id() actionId!: string;
  @Version() version!: number;
  @Text({ max: 2000, description: '验证情况' }) finding!: string;
}

const checkers = [Role.COMPLAINT_HANDLER, Role.CS_SUPERVISOR, Role.MANAGER_IN_CHARGE] as const;

export class ConfirmCorrectiveAction extends EffectCheck {
  static readonly subject = 'cmd.complaints.corrective-action.confirm';
  static readonly http = 'POST /corrective-actions/:actionId/confirm';
  static readonly roles = checkers;
  static readonly reply = CorrectiveActionView;
  static readonly summary = '纠正与预防措施:效果验证有效';
}

export class ReturnCorrectiveAction extends EffectCheck {
  static readonly subject = 'cmd.complaints.corrective-action.return';
  static readonly http = 'POST /corrective-actions/:actionId/return';
  static readonly roles = checkers;
  static readonly reply = CorrectiveActionView;
  static readonly summary = '纠正与预防措施:效果验证无效,退回重做';
}

export class WithdrawCorrectiveAction {
  static readonly subject = 'cmd.complaints.corrective-action.withdraw';
  static readonly http = 'POST /corrective-actions/:actionId/withdraw';
  static readonly roles = [Role.COMPLAINT_HANDLER, Role.CS_SUPERVISOR] as const;
  static readonly reply = CorrectiveActionView;
  static readonly summary = '工作联系函:签收前撤回';

  @Id() actionId!: string;
  @Version() version!: number;
  @Text({ max: 1000, description: '撤回原因' }) reason!: string;
}

export class GetCorrectiveAction {
  static readonly subject = 'qry.complaints.corrective-action.get';
  static readonly http = 'GET /corrective-actions/:actionId';
  static readonly roles = complaintReaders;
  static readonly reply = CorrectiveActionView;
  static readonly summary = '纠正与预防措施:一份';

  @Id() actionId!: string;
}

export class FindCorrectiveActions extends PageQuery {
  static readonly subject = 'qry.complaints.corrective-action.find';
  static readonly http = 'GET /corrective-actions';
  static readonly roles = complaintReaders;
  static readonly reply = pageOf(CorrectiveActionView);
  static readonly summary = '纠正与预防措施:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Id({ optional: true }) complaintId?: string;
  @OneOf(correctiveActionStates, { optional: true }) state?: string;
  @OneOf(departmentCodes, { optional: true }) department?: string;
  @Bool({ optional: true, description: 'only what is neither confirmed nor withdrawn' }) open?: boolean;
}

/** 工作联系函 in words: for its department, which keeps only what it did about it, and for those who read cases. */
export class GetLetterWords {
  static readonly subject = 'qry.complaints.corrective-action.letter';
  static readonly http = 'GET /corrective-actions/:actionId/letter';
  static readonly roles = [...new Set([...complaintReaders, ...concerned])];
  static readonly services = letterServices;
  static readonly reply = LetterWordsView;
  static readonly summary = '工作联系函:内容';

  @Id() actionId!: string;
}

export class GetCorrectiveProof {
  static readonly subject = 'qry.complaints.corrective-action.proof';
  static readonly http = 'GET /corrective-actions/:actionId/proofs/:round';
  static readonly roles = complaintReaders;
  static readonly reply = LetterProofView;
  static readonly summary = '纠正与预防措施:取部门提交的证明材料';

  @Id() actionId!: string;
  @Int({ min: 1, description: '第几次' }) round!: number;
}

/** What every event of a corrective action says. */
class CorrectiveActionNews {
  @Id() actionId!: string;
  @Text({ max: 64 }) projectId!: string;
  @OneOf(departmentCodes) department!: string;
}

/** The cause of a complaint was passed on to the department concerned. */
export class CorrectiveActionRequested extends CorrectiveActionNews {
  static readonly subject = 'evt.complaints.corrective-action.requested';
  @Id() complaintId!: string;
  @OneOf(correctiveKinds) kind!: string;
  @Day() dueOn!: string;
}

/** What was done had no effect: it is to be done again. */
export class CorrectiveActionReturned extends CorrectiveActionNews {
  static readonly subject = 'evt.complaints.corrective-action.returned';
  @Int({ min: 2 }) round!: number;
  @Day() dueOn!: string;
}

/** What was done removed the cause. */
export class CorrectiveActionConfirmed extends CorrectiveActionNews {
  static readonly subject = 'evt.complaints.corrective-action.confirmed';
  @Int({ min: 1 }) round!: number;
}

/** The letter was wrong and is taken back; the reason stands in its words. */
export class CorrectiveActionWithdrawn extends CorrectiveActionNews {
  static readonly subject = 'evt.complaints.corrective-action.withdrawn';
}
