import { Day, Fen, Id, Instant, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { paymentMethods } from './events.js';

export const paymentPlanStates = ['OPEN', 'SETTLED', 'CANCELLED'] as const;
export const paymentItems = ['DEPOSIT', 'DOWN_PAYMENT', 'INSTALMENT', 'LOAN'] as const;
export const mortgageStages = ['NOT_APPLIED', 'APPLIED', 'BANK_APPROVED', 'DISBURSED'] as const;

/** 一笔应交款 of 客户交款情况明细表. */
export class PaymentLineView {
  @Int({ max: 100, description: '期次,定金为 0' }) termNo!: number;
  @OneOf(paymentItems, { description: '款项' }) item!: string;
  @Day({ description: '应交日期' }) dueOn!: string;
  @Fen({ min: 1, description: '应交金额' }) dueFen!: number;
  @Fen({ description: '实交金额' }) paidFen!: number;
  @Day({ optional: true, description: '延期前的应交日期' }) deferredFrom?: string;
}

/** What became of an application for a loan, 按揭办理进度. */
export class MortgageStepView {
  @OneOf(mortgageStages) stage!: string;
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ optional: true, max: 500 }) note?: string;
}

/** 客户交款情况明细表 of one contract. */
export class PaymentPlanView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(paymentPlanStates) state!: string;
  @Text() projectId!: string;
  @Id() contractId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() partyId!: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Fen({ description: '总价' }) totalPriceFen!: number;
  @Parts(() => PaymentLineView, { description: '应交与实交' }) lines!: PaymentLineView[];
  @Fen({ description: '实交合计' }) paidFen!: number;
  @Fen({ description: '未交余额' }) outstandingFen!: number;
  @Day({ optional: true, description: '下一应交日期' }) nextDueOn?: string;
  @Int({ description: '逾期天数' }) overdueDays!: number;
  @OneOf(mortgageStages, { optional: true, description: '按揭办理进度' }) mortgageStage?: string;
  @Parts(() => MortgageStepView) mortgageSteps!: MortgageStepView[];
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

/** One instalment of a scheme: a share of what is not lent and not yet paid, so many days after signing. */
export class SchemePart {
  @Int({ min: 1, max: 10_000, description: '占比,万分之' }) basisPoints!: number;
  @Int({ max: 3_650, description: '签约后第几天应交' }) daysAfterSigning!: number;
}

export class PaymentSchemeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Text({ description: '方案名称' }) name!: string;
  @OneOf(paymentMethods) paymentMethod!: string;
  @Parts(() => SchemePart, { max: 60 }) parts!: SchemePart[];
  @Day({ description: '起用日期' }) validFrom!: string;
  @Text() enteredBy!: string;
}

/** How a project's buyers may pay; the newest one of a payment method is taken for a contract unless it names another. */
export class DefinePaymentScheme {
  static readonly subject = 'cmd.sales-office.payment-scheme.define';
  static readonly http = 'POST /payment-schemes';
  static readonly status = 201;
  static readonly roles = [Role.SALES_MANAGER, Role.FINANCE_DEPT] as const;
  static readonly reply = PaymentSchemeView;
  static readonly summary = '付款方案:制定';

  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 60 }) name!: string;
  @OneOf(paymentMethods) paymentMethod!: string;
  /** The shares sum to 10,000. */
  @Parts(() => SchemePart, { max: 60 }) parts!: SchemePart[];
  /** Today unless told; not in the past. */
  @Day({ optional: true }) validFrom?: string;
}

export class GetPaymentScheme {
  static readonly subject = 'qry.sales-office.payment-scheme.get';
  static readonly http = 'GET /payment-schemes/:paymentSchemeId';
  static readonly roles = readers;
  static readonly reply = PaymentSchemeView;
  static readonly summary = '付款方案:一个';

  @Id() paymentSchemeId!: string;
}

export class FindPaymentSchemes extends PageQuery {
  static readonly subject = 'qry.sales-office.payment-scheme.find';
  static readonly http = 'GET /payment-schemes';
  static readonly roles = readers;
  static readonly reply = pageOf(PaymentSchemeView);
  static readonly summary = '付款方案:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(paymentMethods, { optional: true }) paymentMethod?: string;
}

/** 催办按揭: how far the bank has come; the payout itself is entered at the contract. */
export class RecordMortgageProgress {
  static readonly subject = 'cmd.sales-office.payment-plan.record-mortgage-progress';
  static readonly http = 'POST /payment-plans/:paymentPlanId/record-mortgage-progress';
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.FINANCE_DEPT] as const;
  static readonly reply = PaymentPlanView;
  static readonly summary = '客户交款情况明细表:按揭办理进度';

  @Id() paymentPlanId!: string;
  @Version() version!: number;
  @OneOf(['APPLIED', 'BANK_APPROVED']) stage!: string;
  @Text({ max: 500, optional: true }) note?: string;
}

export class GetPaymentPlan {
  static readonly subject = 'qry.sales-office.payment-plan.get';
  static readonly http = 'GET /payment-plans/:paymentPlanId';
  static readonly roles = readers;
  static readonly reply = PaymentPlanView;
  static readonly summary = '客户交款情况明细表:一份';

  @Id() paymentPlanId!: string;
}

/** Grouped by payment method: ask for one method, or for those whose money is overdue. */
export class FindPaymentPlans extends PageQuery {
  static readonly subject = 'qry.sales-office.payment-plan.find';
  static readonly http = 'GET /payment-plans';
  static readonly roles = readers;
  static readonly reply = pageOf(PaymentPlanView);
  static readonly summary = '客户交款情况明细表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(paymentMethods, { optional: true }) paymentMethod?: string;
  @OneOf(paymentPlanStates, { optional: true }) state?: string;
  @Id({ optional: true }) contractId?: string;
  @Id({ optional: true }) partyId?: string;
  /** Only plans with money due before this day that was not paid. */
  @Day({ optional: true, description: '应交日期早于' }) dueBefore?: string;
  @OneOf(mortgageStages, { optional: true }) mortgageStage?: string;
}
