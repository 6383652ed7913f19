/** Collateral with its versions, notices on display, training records, leads. */
export const siteTables = {
  name: 'SalesOffice033Site',
  sql: `
create table sales_collateral (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('CURRENT', 'WITHDRAWN')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  kind text not null, title text not null, current_no int not null, versions jsonb not null, withdrawn_why text);
create unique index sales_collateral_title on sales_collateral (project_id, kind, title) where state = 'CURRENT';
create index sales_collateral_state on sales_collateral (project_id, state, id);

create table disclosure (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('ON_DISPLAY', 'TAKEN_DOWN', 'REPLACED')),
  project_id text not null references project (id) deferrable initially deferred,
  kind text not null, content text not null, place text not null, file_id uuid, displayed_on date not null, displayed_by text not null,
  valid_until date, checked_at timestamptz, checked_by text, finding text);
create unique index disclosure_on_display on disclosure (project_id, kind) where state = 'ON_DISPLAY';

create table training (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  project_id text not null references project (id) deferrable initially deferred,
  kind text not null, topic text not null, content text not null, held_on date not null, trainer text not null,
  trainees jsonb not null, entered_by text not null);
create index training_project on training (project_id, kind, id);
create index training_trainees on training using gin (trainees jsonb_path_ops);

create table lead (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('NEW', 'ASSIGNED', 'CONVERTED', 'DROPPED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  party_id uuid not null references party (id) deferrable initially deferred, channel text not null, need text,
  recorded_by text not null, recorded_at timestamptz not null, consultant_id text, consultant text, contacts jsonb not null, next_on date,
  prospect_id uuid references prospect (id) deferrable initially deferred, drop_reason text);
create index lead_state on lead (project_id, state, id);
create index lead_consultant on lead (consultant_id, id);
create index lead_next on lead (consultant_id, next_on) where next_on is not null;
create index lead_party on lead (party_id);
`,
};
