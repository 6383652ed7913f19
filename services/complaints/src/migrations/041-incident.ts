/** 事件, and the number of its cases by an index alone. */
export const incidents = {
  name: 'Complaints041Incident',
  sql: `
create table incident (
  id uuid primary key, version int not null default 1, form_no text not null unique, project_id text not null,
  state text not null check (state in ('OPEN', 'APPROVAL', 'ANSWERED', 'CLOSED')),
  category text not null, title text not null, description text not null, opened_by text not null, opened_at timestamptz not null,
  answers jsonb not null, ending jsonb);
create index incident_project on incident (project_id, id desc nulls last);
create index incident_open on incident (id desc nulls last) where state <> 'CLOSED';
create index incident_open_project on incident (project_id, id desc nulls last) where state <> 'CLOSED';
alter table complaint add constraint complaint_incident foreign key (incident_id) references incident (id);
create index complaint_incident_open on complaint (incident_id, is_open) where incident_id is not null;
`,
};
