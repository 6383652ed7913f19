import type { ComplaintView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import type { Complaint } from './complaint.js';
import { complaintWorkflow, type ComplaintState } from './complaint.workflow.js';
import type { Handling } from './handling.js';

/** A complaint as people see it; the customer masked, or only an id where another department keeps him. */
export function view(complaint: Complaint, party: Party | null): ComplaintView {
  const { id, version, formNo, projectId, state, receivedAt, receivedBy, channel, source, partyId } = complaint;
  const { customerKind, room, category, urgency, content, demand, dueOn, handling } = complaint;
  return {
    ...{
      id,
      version,
      formNo,
      projectId,
      state,
      receivedBy,
      channel,
      source,
      partyId,
      customerKind,
      category,
      urgency,
      content,
      dueOn,
    },
    receivedAt: receivedAt.toISOString(),
    ...(party ? { customerName: party.nameMasked } : {}),
    ...(party?.phoneMasked ? { phone: party.phoneMasked } : {}),
    ...(room === null ? {} : { room }),
    ...(demand === null ? {} : { demand }),
    ...handling,
    allowed: [...complaintWorkflow.allowed(state)],
  };
}

/** One row of `complaintColumns`, in the single complaint with what was done about it. */
export type ComplaintRow = Omit<ComplaintView, 'allowed' | 'state' | keyof Handling> & {
  state: ComplaintState;
  handling?: Handling | null;
};

/** The columns of a ComplaintView, from complaint c and party p; views made of rows and of entities are the same. */
export const complaintColumns = `c.id, c.version, c.form_no as "formNo", c.project_id as "projectId", c.state,
  to_char(c.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt", c.received_by as "receivedBy", c.channel, c.source,
  c.party_id as "partyId", p.name_masked as "customerName", p.phone_masked as "phone", c.customer_kind as "customerKind", c.room, c.category,
  c.urgency, c.content, c.demand, c.due_on::text as "dueOn"`;

/** The steps that are possible now as a column, out of the workflow's own table. */
export const allowedColumn = `case c.state ${complaintWorkflow.states
  .map((state) => `when '${state}' then '${JSON.stringify(complaintWorkflow.allowed(state))}'::json`)
  .join(' ')} end as allowed`;

/** Complaints and the party of each, if this department keeps it. */
export const complaintsWithParty = 'complaint c left join party p on p.id = c.party_id';

export function viewOfRow(row: ComplaintRow): ComplaintView {
  const { customerName, phone, room, demand, handling, ...always } = row;
  return {
    ...always,
    ...(customerName ? { customerName } : {}),
    ...(phone ? { phone } : {}),
    ...(room ? { room } : {}),
    ...(demand ? { demand } : {}),
    ...handling,
    allowed: [...complaintWorkflow.allowed(row.state)],
  };
}
