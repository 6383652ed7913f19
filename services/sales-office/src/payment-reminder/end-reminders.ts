import type { EntityManager } from '@mikro-orm/postgresql';
import { openFen } from '../payment-plan/instalments.js';
import type { PaymentPlan } from '../payment-plan/payment-plan.js';
import { PaymentReminder } from './payment-reminder.js';

/** Nobody is reminded of what is paid, put off or off: takes back the reminders that are still due without a reason. */
export async function endReminders(em: EntityManager, plan: PaymentPlan): Promise<void> {
  for (const reminder of await em.find(PaymentReminder, { paymentPlanId: plan.id, state: 'DUE' })) {
    if (!isOwed(plan, reminder)) reminder.cancel();
  }
}

function isOwed(plan: PaymentPlan, { kind, termNo, dueOn }: PaymentReminder): boolean {
  if (plan.state !== 'OPEN') return false;
  if (kind === 'MORTGAGE_APPLICATION') return plan.mortgageStage === 'NOT_APPLIED';
  const line = plan.line(termNo);
  return line.dueOn === dueOn && openFen(line) > 0;
}
