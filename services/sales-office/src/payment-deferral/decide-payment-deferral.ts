import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, mustDecide, now, type Actor } from '@linli/bus';
import { ApprovePaymentDeferral, RejectPaymentDeferral, type PaymentDeferralView } from '@linli/contracts';
import { lockPlan } from '../payment-plan/lock-plan.js';
import { PlanPayments } from '../payment-plan/plan-payments.js';
import { endReminders } from '../payment-reminder/end-reminders.js';
import { PaymentDeferral } from './payment-deferral.js';
import { view } from './payment-deferral.view.js';

/** With the approval the term is due on the later day, and nobody is reminded of the earlier one any more [REQ-095]. */
@Controller()
export class DecidePaymentDeferralHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly payments: PlanPayments,
  ) {}

  @Handles(ApprovePaymentDeferral)
  async approve(form: ApprovePaymentDeferral, by: Actor): Promise<PaymentDeferralView> {
    const deferral = await this.toDecide(form.paymentDeferralId, form.version, by);
    deferral.approve(by.name, now(), form.opinion);
    const plan = await lockPlan(this.em, deferral.paymentPlanId);
    plan.defer(deferral.termNo, deferral.deferTo);
    await this.payments.planReminders(plan, plan.line(deferral.termNo));
    await endReminders(this.em, plan);
    return view(deferral);
  }

  @Handles(RejectPaymentDeferral)
  async reject(form: RejectPaymentDeferral, by: Actor): Promise<PaymentDeferralView> {
    const deferral = await this.toDecide(form.paymentDeferralId, form.version, by);
    deferral.reject(by.name, now(), form.opinion);
    return view(deferral);
  }

  private async toDecide(id: string, version: number, by: Actor): Promise<PaymentDeferral> {
    const deferral = await load(this.em, PaymentDeferral, id, version);
    await mustDecide(by, {
      aggregate: 'payment-deferral',
      approverRole: deferral.approverRole,
      applicantIds: [deferral.requestedById],
    });
    return deferral;
  }
}
