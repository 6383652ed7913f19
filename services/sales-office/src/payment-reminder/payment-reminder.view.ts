import type { PaymentReminderView } from '@linli/contracts';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { PaymentReminder } from './payment-reminder.js';
import { paymentReminderSteps, type PaymentReminderState } from './payment-reminder.workflow.js';

export type PaymentReminderRow = RowOf<PaymentReminderView> & { state: PaymentReminderState };

export const paymentReminderColumns = `${columns(
  'r',
  'id version state kind projectId paymentPlanId partyId room consultantId termNo contacts',
)}, r.due_on::text as "dueOn", ${number('r.amount_fen')} as "amountFen"`;

export const viewOfRow = (row: PaymentReminderRow): PaymentReminderView =>
  present(row, paymentReminderSteps(row.state));

export function view(reminder: PaymentReminder): PaymentReminderView {
  const { id, version, state, kind, projectId, paymentPlanId, partyId, room, consultantId } = reminder;
  const { termNo, dueOn, amountFen, contacts } = reminder;
  return viewOfRow({
    ...{ id, version, state, kind, projectId, paymentPlanId, partyId, room, consultantId },
    ...{ termNo, dueOn, amountFen, contacts },
  });
}
