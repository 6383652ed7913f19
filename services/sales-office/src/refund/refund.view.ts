import type { RefundView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { Refund } from './refund.js';
import { refundWorkflow, type RefundState } from './refund.workflow.js';

export type RefundRow = RowOf<RefundView> & { state: RefundState };

export const refundColumns = `${columns(
  'f',
  'id version state formNo projectId saleChangeId partyId room consultantId voucherNo paidBy',
)}, f.paid_on::text as "paidOn", ${number('f.amount_fen')} as "amountFen",
  (select p.name_masked from party p where p.id = f.party_id) as "customerName"`;

export const viewOfRow = (row: RefundRow): RefundView => present(row, refundWorkflow.allowed(row.state));

export function view(refund: Refund, { nameMasked }: Party): RefundView {
  const { id, version, state, formNo, projectId, saleChangeId, partyId, room, consultantId } = refund;
  const { amountFen, paidOn, voucherNo, paidBy } = refund;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, saleChangeId, partyId, room, consultantId },
    ...{ amountFen, paidOn, voucherNo, paidBy, customerName: nameMasked },
  });
}
