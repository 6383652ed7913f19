import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { RejectPayment, type PaymentView } from '@linli/contracts';
import { Payment } from './payment.js';
import { view } from './payment.view.js';

@Controller()
export class RejectPaymentHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RejectPayment)
  async handle({ paymentId, version, reason }: RejectPayment): Promise<PaymentView> {
    const payment = await load(this.em, Payment, paymentId, version);
    payment.reject(reason);
    return view(payment);
  }
}
