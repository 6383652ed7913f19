import { Day, Fen, Id, Instant, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const paymentReminderStates = ['DUE', 'REMINDED', 'CANCELLED'] as const;
export const paymentReminderKinds = ['PAYMENT_COMING', 'PAYMENT_OVERDUE', 'MORTGAGE_APPLICATION'] as const;

export class ReminderContactView {
  @Instant() at!: string;
  @Text() by!: string;
  @OneOf(['CALL', 'SMS', 'VISIT']) channel!: string;
  @Id({ optional: true }) callId?: string;
  @Text({ max: 500 }) note!: string;
}

/** 催款记录: a buyer is to be reminded of money, or of his application for a loan. */
export class PaymentReminderView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(paymentReminderStates) state!: string;
  @OneOf(paymentReminderKinds) kind!: string;
  @Text() projectId!: string;
  @Id() paymentPlanId!: string;
  @Id() partyId!: string;
  @Text({ description: '房号' }) room!: string;
  @Text() consultantId!: string;
  @Int({ max: 100, description: '期次' }) termNo!: number;
  @Day({ description: '应交日期' }) dueOn!: string;
  @Fen({ description: '应催金额' }) amountFen!: number;
  @Parts(() => ReminderContactView) contacts!: ReminderContactView[];
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

export class LogPaymentReminder {
  static readonly subject = 'cmd.sales-office.payment-reminder.log';
  static readonly http = 'POST /payment-reminders/:paymentReminderId/log';
  static readonly roles = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = PaymentReminderView;
  static readonly summary = '催款:登记';

  @Id() paymentReminderId!: string;
  @Version() version!: number;
  @OneOf(['CALL', 'SMS', 'VISIT']) channel!: string;
  @Id({ optional: true }) callId?: string;
  @Text({ max: 500 }) note!: string;
}

export class GetPaymentReminder {
  static readonly subject = 'qry.sales-office.payment-reminder.get';
  static readonly http = 'GET /payment-reminders/:paymentReminderId';
  static readonly roles = readers;
  static readonly reply = PaymentReminderView;
  static readonly summary = '催款:一条';

  @Id() paymentReminderId!: string;
}

export class FindPaymentReminders extends PageQuery {
  static readonly subject = 'qry.sales-office.payment-reminder.find';
  static readonly http = 'GET /payment-reminders';
  static readonly roles = readers;
  static readonly reply = pageOf(PaymentReminderView);
  static readonly summary = '催款或催办按揭:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(paymentReminderStates, { optional: true }) state?: string;
  @OneOf(paymentReminderKinds, { optional: true }) kind?: string;
  @Id({ optional: true }) paymentPlanId?: string;
}
