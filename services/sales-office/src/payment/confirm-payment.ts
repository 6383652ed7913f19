import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ConfirmPayment, type PaymentView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { lockPlan } from '../payment-plan/lock-plan.js';
import { endReminders } from '../payment-reminder/end-reminders.js';
import { Payment } from './payment.js';
import { view } from './payment.view.js';

/** 财务确认: the money is counted, and nobody is reminded of it any more [REQ-093, 094]. */
@Controller()
export class ConfirmPaymentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ConfirmPayment)
  async handle({ paymentId, version, receiptNo }: ConfirmPayment, by: Actor): Promise<PaymentView> {
    const payment = await load(this.em, Payment, paymentId, version);
    payment.confirm(by.name, dayOf(now()), receiptNo);
    const plan = await lockPlan(this.em, payment.paymentPlanId);
    plan.receive(payment.amountFen, payment.termNo ?? undefined);
    await endReminders(this.em, plan);
    return view(payment);
  }
}
