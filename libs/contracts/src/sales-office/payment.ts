import { Day, Fen, Id, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const paymentStates = ['RECORDED', 'CONFIRMED', 'REJECTED'] as const;
export const receiptMethods = ['CASH', 'CARD', 'TRANSFER', 'CHEQUE', 'OTHER'] as const;

/** 实交款: money of a buyer, counted once finance has seen it. */
export class PaymentView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(paymentStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() paymentPlanId!: string;
  @Id() partyId!: string;
  @Text({ description: '房号' }) room!: string;
  @Text() consultantId!: string;
  @Int({ optional: true, max: 100, description: '期次' }) termNo?: number;
  @Fen({ min: 1, description: '实交金额' }) amountFen!: number;
  @Day({ description: '实交日期' }) paidOn!: string;
  @OneOf(receiptMethods, { description: '收款方式' }) method!: string;
  @Text({ optional: true, description: '收据/发票号' }) receiptNo?: string;
  @Text({ description: '录入人' }) enteredBy!: string;
  @Text({ optional: true, description: '财务确认' }) confirmedBy?: string;
  @Day({ optional: true }) confirmedOn?: string;
  @Text({ optional: true, max: 500 }) rejectReason?: string;
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

/** Without a term the money goes to the oldest open terms. */
export class RecordPayment {
  static readonly subject = 'cmd.sales-office.payment.record';
  static readonly http = 'POST /payments';
  static readonly status = 201;
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.FINANCE_DEPT] as const;
  static readonly reply = PaymentView;
  static readonly summary = '交款:登记';

  @Id() paymentPlanId!: string;
  @Int({ min: 1, max: 100, optional: true }) termNo?: number;
  @Fen({ min: 1 }) amountFen!: number;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) paidOn?: string;
  @OneOf(receiptMethods) method!: string;
  @Text({ max: 60, optional: true }) receiptNo?: string;
}

export class ConfirmPayment {
  static readonly subject = 'cmd.sales-office.payment.confirm';
  static readonly http = 'POST /payments/:paymentId/confirm';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = PaymentView;
  static readonly summary = '交款:财务确认';

  @Id() paymentId!: string;
  @Version() version!: number;
  @Text({ max: 60, optional: true }) receiptNo?: string;
}

/** Finance did not find the money. */
export class RejectPayment {
  static readonly subject = 'cmd.sales-office.payment.reject';
  static readonly http = 'POST /payments/:paymentId/reject';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = PaymentView;
  static readonly summary = '交款:财务退回';

  @Id() paymentId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetPayment {
  static readonly subject = 'qry.sales-office.payment.get';
  static readonly http = 'GET /payments/:paymentId';
  static readonly roles = readers;
  static readonly reply = PaymentView;
  static readonly summary = '交款:一笔';

  @Id() paymentId!: string;
}

export class FindPayments extends PageQuery {
  static readonly subject = 'qry.sales-office.payment.find';
  static readonly http = 'GET /payments';
  static readonly roles = readers;
  static readonly reply = pageOf(PaymentView);
  static readonly summary = '交款:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Id({ optional: true }) paymentPlanId?: string;
  @OneOf(paymentStates, { optional: true }) state?: string;
}
