import type { PaymentDeferralView } from '@linli/contracts';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { PaymentDeferral } from './payment-deferral.js';
import { paymentDeferralWorkflow, type PaymentDeferralState } from './payment-deferral.workflow.js';

export type PaymentDeferralRow = RowOf<PaymentDeferralView> & { state: PaymentDeferralState };

export const paymentDeferralColumns = `${columns(
  'd',
  `id version state formNo projectId paymentPlanId partyId room consultantId termNo reason requestedBy approverRole matrixVersion
   decidedBy opinion`,
)}, ${number('d.amount_fen')} as "amountFen", d.due_on::text as "dueOn", d.defer_to::text as "deferTo",
  ${instant('d.decided_at')} as "decidedAt"`;

export const viewOfRow = (row: PaymentDeferralRow): PaymentDeferralView =>
  present(row, paymentDeferralWorkflow.allowed(row.state));

export function view(deferral: PaymentDeferral): PaymentDeferralView {
  const { id, version, state, formNo, projectId, paymentPlanId, partyId, room, consultantId, termNo } = deferral;
  const { amountFen, dueOn, deferTo, reason, requestedBy, approverRole, matrixVersion } = deferral;
  const { decidedBy, decidedAt, opinion } = deferral;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, paymentPlanId, partyId, room, consultantId, termNo },
    ...{ amountFen, dueOn, deferTo, reason, requestedBy, approverRole, matrixVersion, decidedBy, opinion },
    decidedAt: decidedAt?.toISOString() ?? null,
  });
}
