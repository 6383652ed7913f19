import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { openFen } from '../payment-plan/instalments.js';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { PaymentReminder, type PaymentReminderKind } from './payment-reminder.js';

/** 催款: some days before a term is due, and again on the day after it was not paid [REQ-094]. */
@Controller()
export class RemindOfPaymentHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('payment-coming')
  async coming(firing: Firing): Promise<void> {
    if (dayOf(now()) > String(firing.payload['dueOn'])) return; // over already: the other clock reminds of it
    await this.remind('PAYMENT_COMING', firing);
  }

  @OnClock('payment-overdue')
  async overdue(firing: Firing): Promise<void> {
    await this.remind('PAYMENT_OVERDUE', firing);
  }

  @OnClock('mortgage-application')
  async application({ subjectId, dueAt }: Firing): Promise<void> {
    const plan = await this.em.findOneOrFail(PaymentPlan, subjectId);
    if (plan.state !== 'OPEN' || plan.mortgageStage !== 'NOT_APPLIED') return; // applied for, or the sale is off
    const loan = plan.lines.find(({ item }) => item === 'LOAN');
    const owed = { termNo: loan?.termNo ?? 0, dueOn: dayOf(dueAt), amountFen: loan?.dueFen ?? 0 };
    this.em.persist(PaymentReminder.fallDue('MORTGAGE_APPLICATION', plan, owed));
  }

  private async remind(kind: PaymentReminderKind, { subjectId, payload }: Firing): Promise<void> {
    const plan = await this.em.findOneOrFail(PaymentPlan, subjectId);
    if (plan.state !== 'OPEN') return; // paid, or the sale is off
    const line = plan.line(Number(payload['termNo']));
    const amountFen = openFen(line);
    if (amountFen === 0 || line.dueOn !== payload['dueOn']) return; // paid or put off meanwhile
    this.em.persist(PaymentReminder.fallDue(kind, plan, { termNo: line.termNo, dueOn: line.dueOn, amountFen }));
  }
}
