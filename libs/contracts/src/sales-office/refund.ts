import { Day, Fen, Id, Int, OneOf, Personal, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const refundStates = ['TO_PAY', 'PAID'] as const;

/** 退款: what a customer gets back after an approved 退房. */
export class RefundView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(refundStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() saleChangeId!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text({ description: '房号' }) room!: string;
  @Text() consultantId!: string;
  @Fen({ min: 1, description: '退款金额' }) amountFen!: number;
  @Day({ optional: true, description: '退款日期' }) paidOn?: string;
  @Text({ optional: true, description: '付款凭证号' }) voucherNo?: string;
  @Text({ optional: true, description: '经办人' }) paidBy?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.FINANCE_DEPT,
] as const;

export class PayRefund {
  static readonly subject = 'cmd.sales-office.refund.pay';
  static readonly http = 'POST /refunds/:refundId/pay';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = RefundView;
  static readonly summary = '退款:付出';

  @Id() refundId!: string;
  @Version() version!: number;
  @Text({ max: 60 }) voucherNo!: string;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) paidOn?: string;
}

export class GetRefund {
  static readonly subject = 'qry.sales-office.refund.get';
  static readonly http = 'GET /refunds/:refundId';
  static readonly roles = readers;
  static readonly reply = RefundView;
  static readonly summary = '退款:一笔';

  @Id() refundId!: string;
}

export class FindRefunds extends PageQuery {
  static readonly subject = 'qry.sales-office.refund.find';
  static readonly http = 'GET /refunds';
  static readonly roles = readers;
  static readonly reply = pageOf(RefundView);
  static readonly summary = '退款:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(refundStates, { optional: true }) state?: string;
}
