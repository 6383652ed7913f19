import { approverRoles } from '../info-sharing/authority-matrix.js';
import { Day, Fen, Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const deferralStates = ['REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;

/** 延期付款: a line of 延期付款客户一览表. */
export class PaymentDeferralView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(deferralStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() paymentPlanId!: string;
  @Id() partyId!: string;
  @Text({ description: '房号' }) room!: string;
  @Text() consultantId!: string;
  @Int({ min: 1, max: 100, description: '期次' }) termNo!: number;
  @Fen({ min: 1, description: '延期金额' }) amountFen!: number;
  @Day({ description: '原应交日期' }) dueOn!: string;
  @Day({ description: '延期至' }) deferTo!: string;
  @Text({ max: 500, description: '延期原因' }) reason!: string;
  @Text({ description: '申请人' }) requestedBy!: string;
  @Text({ description: '审批角色' }) approverRole!: string;
  @Int({ description: '审批权限表版本' }) matrixVersion!: number;
  @Text({ optional: true, description: '审批人' }) decidedBy?: string;
  @Instant({ optional: true }) decidedAt?: string;
  @Text({ optional: true, max: 500, description: '审批意见' }) opinion?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const requesters = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.SALES_SUPERVISOR] as const;
const readers = [
  ...new Set<Role>([...requesters, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT, Role.FINANCE_DEPT, ...approverRoles]),
];

export class RequestPaymentDeferral {
  static readonly subject = 'cmd.sales-office.payment-deferral.request';
  static readonly http = 'POST /payment-deferrals';
  static readonly status = 201;
  static readonly roles = requesters;
  static readonly reply = PaymentDeferralView;
  static readonly summary = '延期付款:申请';

  @Id() paymentPlanId!: string;
  @Int({ min: 1, max: 100 }) termNo!: number;
  @Day() deferTo!: string;
  @Text({ max: 500 }) reason!: string;
}

export class ApprovePaymentDeferral {
  static readonly subject = 'cmd.sales-office.payment-deferral.approve';
  static readonly http = 'POST /payment-deferrals/:paymentDeferralId/approve';
  static readonly roles = approverRoles;
  static readonly reply = PaymentDeferralView;
  static readonly summary = '延期付款:批准';

  @Id() paymentDeferralId!: string;
  @Version() version!: number;
  @Text({ max: 500, optional: true }) opinion?: string;
}

export class RejectPaymentDeferral {
  static readonly subject = 'cmd.sales-office.payment-deferral.reject';
  static readonly http = 'POST /payment-deferrals/:paymentDeferralId/reject';
  static readonly roles = approverRoles;
  static readonly reply = PaymentDeferralView;
  static readonly summary = '延期付款:不批准';

  @Id() paymentDeferralId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) opinion!: string;
}

export class WithdrawPaymentDeferral {
  static readonly subject = 'cmd.sales-office.payment-deferral.withdraw';
  static readonly http = 'POST /payment-deferrals/:paymentDeferralId/withdraw';
  static readonly roles = requesters;
  static readonly reply = PaymentDeferralView;
  static readonly summary = '延期付款:撤回申请';

  @Id() paymentDeferralId!: string;
  @Version() version!: number;
}

export class GetPaymentDeferral {
  static readonly subject = 'qry.sales-office.payment-deferral.get';
  static readonly http = 'GET /payment-deferrals/:paymentDeferralId';
  static readonly roles = readers;
  static readonly reply = PaymentDeferralView;
  static readonly summary = '延期付款:一份';

  @Id() paymentDeferralId!: string;
}

export class FindPaymentDeferrals extends PageQuery {
  static readonly subject = 'qry.sales-office.payment-deferral.find';
  static readonly http = 'GET /payment-deferrals';
  static readonly roles = readers;
  static readonly reply = pageOf(PaymentDeferralView);
  static readonly summary = '延期付款客户一览表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(deferralStates, { optional: true }) state?: string;
  @Id({ optional: true }) paymentPlanId?: string;
}
