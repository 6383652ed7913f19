import { Bool, Day, Id, Instant, Int, OneOf, Part, Parts, Personal, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { occupantKinds } from './events.js';
import { moveInReaders } from './household.js';

export const moveInStates = [
  'OPENED',
  'IDENTITY_CONFIRMED',
  'CONGRATULATED',
  'NOTIFIED',
  'SERVICES_ARRANGED',
  'BILLING_MARKED',
  'REGISTERED',
  'ARCHIVED',
] as const;
export const identityKinds = [
  'ID_CARD',
  'PASSPORT',
  'HK_MACAO_PERMIT',
  'TAIWAN_PERMIT',
  'BUSINESS_LICENCE',
  'OTHER',
] as const;
export const utilityKinds = ['PHONE', 'INTERNET', 'CABLE_TV'] as const;
export const utilityStates = ['REQUESTED', 'DONE', 'NOT_WANTED'] as const;
export const parkingPassStates = ['REQUESTED', 'ISSUED', 'NOT_WANTED'] as const;
export const moveInPaperKinds = [
  'OWNER_CONFIRMATION',
  'OWNER_UNDERTAKING',
  'LEASE_AGREEMENT',
  'TENANT_INFORMATION',
  'HOUSEHOLDER_PROOF',
  'SAFETY_AGREEMENT',
] as const;

/** Who took which step, and when. */
export class MoveInStepView {
  @Text() step!: string;
  @Text({ description: '经办人' }) by!: string;
  @Instant() at!: string;
}

/** One paper of the case: 业主核实, 业主承诺书, 房屋租赁协议, 租户信息表, 户主身份证明, 安全责任制书. */
export class MoveInPaperView {
  @OneOf(moveInPaperKinds) kind!: string;
  @Day({ description: '签署或核实日期' }) signedOn!: string;
  @Text({ optional: true, max: 400 }) note?: string;
  @Id({ optional: true }) fileId?: string;
  @Text({ description: '经办人' }) by!: string;
  @Instant() at!: string;
}

export class UtilitiesView {
  @OneOf(utilityStates, { description: '电话' }) phone!: string;
  @OneOf(utilityStates, { description: '网络' }) internet!: string;
  @OneOf(utilityStates, { description: '有线电视' }) cableTv!: string;
}

export class MoveInView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(moveInStates) state!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() unitId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @OneOf(occupantKinds, { description: '业主/租户' }) occupantKind!: string;
  @Id({ description: '入住人' }) partyId!: string;
  @Id({ description: '业主' }) ownerPartyId!: string;
  @Text({ optional: true, description: '租户姓名' }) @Personal('name') occupantName?: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Day({ description: '交付日期' }) handoverDate!: string;
  @OneOf(identityKinds, { optional: true, description: '证件种类' }) identityKind?: string;
  @Text({ optional: true, description: '证件号码' }) @Personal('id-number') identityNumber?: string;
  @Text({ optional: true, description: '身份确认人' }) identityVerifiedBy?: string;
  @Parts(() => MoveInPaperView, { max: 20, description: '有关文件' }) papers!: MoveInPaperView[];
  @Id({ optional: true, description: '入住知会单' }) noticeId?: string;
  @Text({ optional: true, description: '知会单号' }) noticeNo?: string;
  @Bool({ description: '已告知服务电话及措施' }) serviceBriefed!: boolean;
  @Part(() => UtilitiesView, { optional: true }) utilities?: UtilitiesView;
  @OneOf(parkingPassStates, { optional: true, description: '车场月卡' }) parkingPass?: string;
  @Text({ optional: true, max: 40, description: '月卡号' }) parkingPassNo?: string;
  @Day({ optional: true, description: '收费起始日' }) chargeFrom?: string;
  @Day({ optional: true, description: '入住(搬家)时间' }) moveInDate?: string;
  @Int({ optional: true, max: 99, description: '入住人数' }) residents?: number;
  @Text({ optional: true, description: '紧急联络人' }) @Personal('name') emergencyContact?: string;
  @Text({ optional: true, description: '紧急联络电话' }) @Personal('phone') emergencyPhone?: string;
  @Text({ optional: true, max: 60, description: '客户档案号' }) fileNo?: string;
  @Day({ optional: true, description: '一个月回访期限' }) revisitDueOn?: string;
  @Day({ optional: true, description: '回访日期' }) revisitedOn?: string;
  @Text({ optional: true, description: '回访人' }) revisitedBy?: string;
  @Int({ optional: true, min: 1, max: 5, description: '评分' }) revisitScore?: number;
  @Text({ optional: true, max: 2000, description: '对物业公司的评价' }) evaluation?: string;
  @Bool({ optional: true, description: '按期回访' }) revisitInTime?: boolean;
  @Parts(() => MoveInStepView, { max: 50, description: '经办记录' }) steps!: MoveInStepView[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class OpenMoveIn {
  static readonly subject = 'cmd.property-move-in.move-in.open';
  static readonly http = 'POST /move-ins';
  static readonly status = 201;
  static readonly roles = [Role.CUSTOMER_ASSISTANT, Role.CS_OFFICER] as const;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住:为已交付的房屋立案;业主由合同得知,租户须填姓名和电话';

  @Id() unitId!: string;
  @OneOf(occupantKinds, { description: '业主/租户' }) occupantKind!: string;
  @Text({ optional: true, max: 60, description: '租户姓名' }) @Personal('name') occupantName?: string;
  @Text({ optional: true, max: 40, description: '租户电话' }) @Personal('phone') phone?: string;
}

export class GetMoveIn {
  static readonly subject = 'qry.property-move-in.move-in.get';
  static readonly http = 'GET /move-ins/:moveInId';
  static readonly roles = moveInReaders;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住:一份';

  @Id() moveInId!: string;
}

export class FindMoveIns extends PageQuery {
  static readonly subject = 'qry.property-move-in.move-in.find';
  static readonly http = 'GET /move-ins';
  static readonly roles = moveInReaders;
  static readonly reply = pageOf(MoveInView);
  static readonly summary = '客户入住记录表:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(moveInStates, { optional: true }) state?: string;
  @OneOf(occupantKinds, { optional: true }) occupantKind?: string;
  @Id({ optional: true }) unitId?: string;
  @Day({ optional: true, description: 'not yet revisited, due on this day or before' }) revisitDueBy?: string;
}

/** A household whose charge periods the cashier watches. */
export class ChargeWatchView {
  @Id() id!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @OneOf(occupantKinds) occupantKind!: string;
  @Day({ description: '收费起始日' }) chargeFrom!: string;
  @Text({ description: '标注人' }) markedBy!: string;
  @Instant({ description: '标注时间' }) markedAt!: string;
}

export class FindChargeWatches extends PageQuery {
  static readonly subject = 'qry.property-move-in.move-in.charge-watches';
  static readonly http = 'GET /charge-watches';
  static readonly roles = [Role.CASHIER, Role.CS_SUPERVISOR] as const;
  static readonly reply = pageOf(ChargeWatchView);
  static readonly summary = '收费时间段:收银员留意的住户';

  @Text({ max: 64, optional: true }) projectId?: string;
}
