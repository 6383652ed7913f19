import type { PaymentView } from '@linli/contracts';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { Payment } from './payment.js';
import { paymentWorkflow, type PaymentState } from './payment.workflow.js';

export type PaymentRow = RowOf<PaymentView> & { state: PaymentState };

export const paymentColumns = `${columns(
  'y',
  'id version state formNo projectId paymentPlanId partyId room consultantId termNo method receiptNo enteredBy confirmedBy rejectReason',
)}, ${number('y.amount_fen')} as "amountFen", y.paid_on::text as "paidOn", y.confirmed_on::text as "confirmedOn"`;

export const viewOfRow = (row: PaymentRow): PaymentView => present(row, paymentWorkflow.allowed(row.state));

export function view(payment: Payment): PaymentView {
  const { id, version, state, formNo, projectId, paymentPlanId, partyId, room, consultantId, termNo } = payment;
  const { amountFen, paidOn, method, receiptNo, enteredBy, confirmedBy, confirmedOn, rejectReason } = payment;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, paymentPlanId, partyId, room, consultantId, termNo, amountFen },
    ...{ paidOn, method, receiptNo, enteredBy, confirmedBy, confirmedOn, rejectReason },
  });
}
