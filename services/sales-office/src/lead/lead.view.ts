import type { Actor } from '@linli/bus';
import { Role, type LeadView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { Lead } from './lead.js';
import { leadWorkflow, type LeadState } from './lead.workflow.js';

export type LeadRow = RowOf<LeadView> & { state: LeadState };

export const leadColumns = `${columns(
  'l',
  'id version state formNo projectId partyId channel need recordedBy consultantId consultant contacts prospectId dropReason',
)}, l.next_on::text as "nextOn", ${instant('l.recorded_at')} as "recordedAt", p.name_masked as "customerName", p.phone_masked as "phone"`;

/** A consultant works on the leads that were given to him; whoever records and gives them sees all. */
export const ownLeads = (by: Actor): string | undefined =>
  by.has(Role.DUTY_STAFF, Role.MARKETING_STAFF, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT)
    ? undefined
    : by.id;

export const viewOfRow = (row: LeadRow): LeadView => present(row, leadWorkflow.allowed(row.state));

export function view(lead: Lead, { nameMasked, phoneMasked }: Party): LeadView {
  const { id, version, state, formNo, projectId, partyId, channel, need, recordedBy, recordedAt } = lead;
  const { consultantId, consultant, contacts, nextOn, prospectId, dropReason } = lead;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, partyId, channel, need, recordedBy, consultantId, consultant },
    ...{ contacts, nextOn, prospectId, dropReason, customerName: nameMasked, phone: phoneMasked ?? null },
    recordedAt: recordedAt.toISOString(),
  });
}
