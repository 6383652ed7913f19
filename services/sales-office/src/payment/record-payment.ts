import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { RecordPayment, type PaymentView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { loadFromBook } from '../prospect/book.js';
import { Payment } from './payment.js';
import { view } from './payment.view.js';

@Controller()
export class RecordPaymentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordPayment)
  async handle(form: RecordPayment, by: Actor): Promise<PaymentView> {
    const plan = await loadFromBook(this.em, PaymentPlan, form.paymentPlanId, by);
    plan.mustTake(form.amountFen, form.termNo);
    const payment = Payment.record(form, plan, { formNo: formNo('JK'), by: by.name, today: dayOf(now()) });
    this.em.persist(payment);
    return view(payment);
  }
}
