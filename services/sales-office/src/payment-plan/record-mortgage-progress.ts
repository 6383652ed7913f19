import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { RecordMortgageProgress, type PaymentPlanView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { endReminders } from '../payment-reminder/end-reminders.js';
import { loadFromBook } from '../prospect/book.js';
import { PaymentPlan, type MortgageStage } from './payment-plan.js';
import { view } from './payment-plan.view.js';

@Controller()
export class RecordMortgageProgressHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordMortgageProgress)
  async handle(form: RecordMortgageProgress, by: Actor): Promise<PaymentPlanView> {
    const plan = await loadFromBook(this.em, PaymentPlan, form.paymentPlanId, by, form.version);
    plan.recordMortgageProgress(form.stage as MortgageStage, form.note, by.name, now());
    await endReminders(this.em, plan);
    return view(plan, dayOf(now()));
  }
}
