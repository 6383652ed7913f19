import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { approverFor, formNo, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { RequestPaymentDeferral, type PaymentDeferralView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { openFen } from '../payment-plan/instalments.js';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { loadFromBook } from '../prospect/book.js';
import { PaymentDeferral } from './payment-deferral.js';
import { view } from './payment-deferral.view.js';

whenNotUnique('payment_deferral_live', () =>
  refuse.conflict('payment-deferral.another-open', '该期应交款已有未办结的延期申请，请先办结或撤回原申请。'),
);

@Controller()
export class RequestPaymentDeferralHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RequestPaymentDeferral)
  async handle(form: RequestPaymentDeferral, by: Actor): Promise<PaymentDeferralView> {
    const plan = await loadFromBook(this.em, PaymentPlan, form.paymentPlanId, by);
    const amountFen = openFen(plan.line(form.termNo));
    const decided = await approverFor('PAYMENT_DEFERRAL', { projectId: plan.projectId, amountFen });
    const application = { formNo: formNo('YQ'), by, today: dayOf(now()), ...decided };
    const deferral = PaymentDeferral.request(form, plan, application);
    this.em.persist(deferral);
    return view(deferral);
  }
}
