export const complaintTable = {
  name: 'Complaints001Complaint',
  sql: `
create table complaint (
  id uuid primary key, version int not null default 1,
  form_no text not null unique, project_id text not null,
  state text not null check (state in ('REGISTERED', 'INVESTIGATED', 'PLANNED', 'APPROVAL', 'NEGOTIATING', 'EXECUTING', 'CHECKED', 'FED_BACK', 'CLOSED', 'WITHDRAWN', 'UNAGREED')),
  received_at timestamptz not null, received_by text not null,
  channel text not null, source text not null,
  party_id uuid not null references party (id) deferrable initially deferred, customer_kind text not null, room text,
  category text not null, urgency text not null, content text not null, demand text, due_on date not null);
create index complaint_project_state on complaint (project_id, state, id);
create index complaint_state on complaint (state, id);
`,
};
