import type { DealFileView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { DealFile } from './deal-file.js';
import { dealFileWorkflow, type DealFileState } from './deal-file.workflow.js';

export type DealFileRow = RowOf<DealFileView> & { state: DealFileState };

export const dealFileColumns = `${columns(
  'f',
  'id version state formNo projectId contractId room partyId consultantId consultant tier traits whyBought comparedWith confirmedBy',
)}, f.signed_on::text as "signedOn", ${instant('f.confirmed_at')} as "confirmedAt",
  (select p.name_masked from party p where p.id = f.party_id) as "customerName"`;

export const viewOfRow = (row: DealFileRow): DealFileView => present(row, dealFileWorkflow.allowed(row.state));

export function view(file: DealFile, { nameMasked }: Party): DealFileView {
  const { id, version, state, formNo, projectId, contractId, room, partyId, consultantId, consultant } = file;
  const { signedOn, tier, traits, whyBought, comparedWith, confirmedBy, confirmedAt } = file;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, contractId, room, partyId, consultantId, consultant, signedOn },
    ...{ tier, traits, whyBought, comparedWith, confirmedBy },
    customerName: nameMasked,
    confirmedAt: confirmedAt?.toISOString() ?? null,
  });
}
