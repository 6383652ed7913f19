import type { ComplaintView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import type { Complaint } from './complaint.js';
import { complaintWorkflow, type ComplaintState } from './complaint.workflow.js';

/** A complaint as people see it; the customer masked. */
export function view(complaint: Complaint, party: Party): ComplaintView {
  const { id, version, formNo, projectId, state, receivedAt, receivedBy, channel, source, partyId } = complaint;
  const { customerKind, room, category, urgency, content, demand, dueOn } = complaint;
  return {
    ...{ id, version, formNo, projectId, state, receivedBy, channel, source, partyId, customerKind, category, urgency, content, dueOn },
    receivedAt: receivedAt.toISOString(),
    customerName: party.nameMasked,
    ...(party.phoneMasked ? { phone: party.phoneMasked } : {}),
    ...(room === null ? {} : { room }),
    ...(demand === null ? {} : { demand }),
    allowed: [...complaintWorkflow.allowed(state)],
  };
}

/** One row of `complaintColumns`. */
export type ComplaintRow = Omit<ComplaintView, 'allowed' | 'state'> & { state: ComplaintState };

/** The columns of a ComplaintView, from complaint c and party p; views made of rows and of entities are the same. */
export const complaintColumns = `c.id, c.version, c.form_no as "formNo", c.project_id as "projectId", c.state,
  to_char(c.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt", c.received_by as "receivedBy", c.channel, c.source,
  c.party_id as "partyId", p.name_masked as "customerName", p.phone_masked as "phone", c.customer_kind as "customerKind", c.room, c.category,
  c.urgency, c.content, c.demand, c.due_on::text as "dueOn"`;

export function viewOfRow(row: ComplaintRow): ComplaintView {
  const { phone, room, demand, ...always } = row;
  return { ...always, ...(phone ? { phone } : {}), ...(room ? { room } : {}), ...(demand ? { demand } : {}), allowed: [...complaintWorkflow.allowed(row.state)] };
}
