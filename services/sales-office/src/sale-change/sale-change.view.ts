import type { SaleChangeView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { SaleChange } from './sale-change.js';
import { saleChangeWorkflow, type SaleChangeState } from './sale-change.workflow.js';

export type SaleChangeRow = RowOf<SaleChangeView> & { state: SaleChangeState };

export const saleChangeColumns = `${columns(
  'g',
  `id version state formNo kind projectId subscriptionId partyId consultantId consultant unitId room newUnitId newRoom reason reasonCode
   requestedBy approverRole matrixVersion decidedBy opinion executedBy`,
)}, g.executed_on::text as "executedOn", ${number('g.price_fen')} as "priceFen", ${number('g.new_price_fen')} as "newPriceFen",
  ${number('g.refund_fen')} as "refundFen", cardinality(g.new_buyer_party_ids) as "newBuyers", ${instant('g.requested_at')} as "requestedAt",
  ${instant('g.decided_at')} as "decidedAt", (select p.name_masked from party p where p.id = g.party_id) as "customerName"`;

export const viewOfRow = (row: SaleChangeRow): SaleChangeView => present(row, saleChangeWorkflow.allowed(row.state));

export function view(change: SaleChange, { nameMasked }: Party): SaleChangeView {
  const { id, version, state, formNo, kind, projectId, subscriptionId, partyId, consultantId, consultant } = change;
  const { unitId, room, priceFen, newUnitId, newRoom, newPriceFen, refundFen, newBuyerPartyIds, reason, reasonCode } =
    change;
  const { requestedBy, requestedAt, approverRole, matrixVersion, decidedBy, decidedAt, opinion } = change;
  const { executedBy, executedOn } = change;
  return viewOfRow({
    ...{ id, version, state, formNo, kind, projectId, subscriptionId, partyId, consultantId, consultant },
    ...{ unitId, room, priceFen, newUnitId, newRoom, newPriceFen, refundFen, reason, reasonCode, requestedBy },
    ...{ approverRole, matrixVersion, decidedBy, opinion, executedBy, executedOn },
    customerName: nameMasked,
    newBuyers: newBuyerPartyIds?.length ?? null,
    requestedAt: requestedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  });
}
