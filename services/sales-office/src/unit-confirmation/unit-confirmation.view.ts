import type { UnitConfirmationView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { UnitConfirmation } from './unit-confirmation.js';
import { confirmationSteps, type ConfirmationState } from './unit-confirmation.workflow.js';

export type ConfirmationRow = RowOf<UnitConfirmationView> & { state: ConfirmationState };

export const confirmationColumns = `${columns(
  'c',
  `id version formNo state projectId unitId room prospectId partyId consultantId consultant depositKind receiptNo confirmedBy cancelReason`,
)}, ${instant('c.issued_at')} as "issuedAt", c.hold_until::text as "holdUntil", ${number('c.deposit_fen')} as "depositFen",
  c.paid_on::text as "paidOn", c.confirmed_on::text as "confirmedOn", p.name_masked as "customerName"`;

export const viewOfRow = (row: ConfirmationRow): UnitConfirmationView => present(row, confirmationSteps(row.state));

export function view(confirmation: UnitConfirmation, party: Party): UnitConfirmationView {
  const { id, version, formNo, state, projectId, unitId, room, prospectId, partyId } = confirmation;
  const { consultantId, consultant, holdUntil, depositKind, depositFen, paidOn, receiptNo } = confirmation;
  const { confirmedBy, confirmedOn, cancelReason } = confirmation;
  return viewOfRow({
    ...{ id, version, formNo, state, projectId, unitId, room, prospectId, partyId, consultantId, consultant },
    ...{ holdUntil, depositKind, depositFen, paidOn, receiptNo, confirmedBy, confirmedOn, cancelReason },
    issuedAt: confirmation.issuedAt.toISOString(),
    customerName: party.nameMasked,
  });
}
