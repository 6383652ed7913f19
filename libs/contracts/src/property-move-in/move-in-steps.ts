import { Bool, Day, Id, Int, OneOf, Parts, Personal, Text, Texts, Version } from '../fields.js';
import { Role } from '../roles.js';
import { identityKinds, MoveInView, parkingPassStates, utilityKinds, utilityStates } from './move-in.js';

const assistants = [Role.CUSTOMER_ASSISTANT] as const;

export class ConfirmIdentity {
  static readonly subject = 'cmd.property-move-in.move-in.confirm-identity';
  static readonly http = 'POST /move-ins/:moveInId/confirm-identity';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第一步:确认身份';

  @Id() moveInId!: string;
  @Version() version!: number;
  @OneOf(identityKinds, { description: '证件种类' }) identityKind!: string;
  @Text({ min: 4, max: 40, description: '证件号码' }) @Personal('id-number') identityNumber!: string;
}

export class Congratulate {
  static readonly subject = 'cmd.property-move-in.move-in.congratulate';
  static readonly http = 'POST /move-ins/:moveInId/congratulate';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第二步:祝贺乔迁并询问需求';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Texts({ maxItems: 20, max: 400, description: '业主需求' }) needs!: string[];
}

export class FocusService {
  @Text({ max: 40, description: '部门' }) department!: string;
  @Text({ max: 400, description: '重点服务事项' }) item!: string;
}

export class IssueMoveInNotice {
  static readonly subject = 'cmd.property-move-in.move-in.issue-notice';
  static readonly http = 'POST /move-ins/:moveInId/issue-notice';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第三步:向内部各部门发入住知会单';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '预计入住日期' }) expectedMoveInOn!: string;
  @Bool({ optional: true, description: 'VIP' }) isVip?: boolean;
  @Parts(() => FocusService, { max: 30, description: '重点服务事项' }) focusServices!: FocusService[];
  @Text({ optional: true, max: 200, description: '搬运时间/电梯使用' }) movingWindow?: string;
}

export class ArrangeServices {
  static readonly subject = 'cmd.property-move-in.move-in.arrange-services';
  static readonly http = 'POST /move-ins/:moveInId/arrange-services';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第四步:告知服务电话,协助电话、网络、有线电视,办理车场月卡';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Bool({ description: '已告知服务电话及措施' }) serviceBriefed!: boolean;
  @OneOf(utilityStates, { description: '电话' }) phone!: string;
  @OneOf(utilityStates, { description: '网络' }) internet!: string;
  @OneOf(utilityStates, { description: '有线电视' }) cableTv!: string;
  @OneOf(parkingPassStates, { description: '车场月卡' }) parkingPass!: string;
  @Text({ optional: true, max: 40, description: '月卡号' }) parkingPassNo?: string;
}

export class FollowUtility {
  static readonly subject = 'cmd.property-move-in.move-in.follow-utility';
  static readonly http = 'POST /move-ins/:moveInId/follow-utility';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '电话、网络、有线电视:开通或不再需要';

  @Id() moveInId!: string;
  @Version() version!: number;
  @OneOf(utilityKinds) utility!: string;
  @OneOf(utilityStates) utilityState!: string;
}

export class MarkBilling {
  static readonly subject = 'cmd.property-move-in.move-in.mark-billing';
  static readonly http = 'POST /move-ins/:moveInId/mark-billing';
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第五步:收银员标注入住信息,留意收费时间段';

  @Id() moveInId!: string;
  @Version() version!: number;
}

export class RegisterMoveIn {
  static readonly subject = 'cmd.property-move-in.move-in.register';
  static readonly http = 'POST /move-ins/:moveInId/register';
  static readonly roles = [Role.CUSTOMER_ASSISTANT, Role.CS_OFFICER] as const;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第六步:客户入住记录表';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '入住(搬家)时间' }) moveInDate!: string;
  @Int({ optional: true, min: 1, max: 99, description: '入住人数' }) residents?: number;
  @Text({ max: 60, description: '紧急联络人' }) @Personal('name') emergencyContact!: string;
  @Text({ max: 40, description: '紧急联络电话' }) @Personal('phone') emergencyPhone!: string;
}

export class UpdateCustomerFile {
  static readonly subject = 'cmd.property-move-in.move-in.update-file';
  static readonly http = 'POST /move-ins/:moveInId/update-file';
  static readonly roles = [Role.FILE_CLERK] as const;
  static readonly reply = MoveInView;
  static readonly summary = '客户档案:档案员更新入住资料';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Text({ optional: true, max: 400, description: '备注' }) remark?: string;
}

export class ArchiveMoveIn {
  static readonly subject = 'cmd.property-move-in.move-in.archive';
  static readonly http = 'POST /move-ins/:moveInId/archive';
  static readonly roles = [Role.FILE_CLERK] as const;
  static readonly reply = MoveInView;
  static readonly summary = '客户入住第七步:归档,档案更新之后';

  @Id() moveInId!: string;
  @Version() version!: number;
}

export class RecordRevisit {
  static readonly subject = 'cmd.property-move-in.move-in.record-revisit';
  static readonly http = 'POST /move-ins/:moveInId/record-revisit';
  static readonly roles = [Role.CS_SUPERVISOR, Role.CS_OFFICER] as const;
  static readonly reply = MoveInView;
  static readonly summary = '入住一个月内回访:记录业主对物业公司的评价';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '回访日期' }) revisitedOn!: string;
  @Int({ min: 1, max: 5, description: '评分,5 最满意' }) score!: number;
  @Text({ max: 2000, description: '评价' }) evaluation!: string;
}
