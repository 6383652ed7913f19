/** Hold ratios, batches of released units, next steps of prospects, and the hand-over record of 封盘. */
export const inventoryTables = {
  name: 'SalesOffice012Inventory',
  sql: `
create table hold_ratio (
  id uuid primary key, version int not null default 1,
  project_id text not null references project (id) deferrable initially deferred,
  building text, percent numeric(5,2) not null check (percent between 0 and 100), reason text not null,
  set_at timestamptz not null, set_by text not null);
create index hold_ratio_project on hold_ratio (project_id, id);

create table release_batch (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  project_id text not null references project (id) deferrable initially deferred,
  name text not null, reason text, released_at timestamptz not null, released_by text not null, units int not null);
create unique index release_batch_name on release_batch (project_id, name);
create index release_batch_project on release_batch (project_id, id);
alter table unit add column release_batch_id uuid references release_batch (id) deferrable initially deferred;
create index unit_release_batch on unit (release_batch_id) where release_batch_id is not null;

alter table project add column owner_department text not null default 'PROJECT_DEPT';
update project set owner_department = 'CUSTOMER_AFFAIRS_DEPT' where state = 'SALES_CLOSED';
alter table prospect add column next_on date;
update prospect set next_on = (follow_ups -> -1 ->> 'nextOn')::date;
create index prospect_next_on on prospect (consultant_id, next_on) where next_on is not null;
create index prospect_grade on prospect (project_id, intent_grade, id);
create table sales_handover (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  project_id text not null references project (id) deferrable initially deferred,
  from_department text not null, to_department text not null, closed_on date not null, handed_over_by text not null);
create unique index sales_handover_project on sales_handover (project_id);
create table sales_handover_task (
  handover_id uuid not null references sales_handover (id) deferrable initially deferred,
  id uuid not null, subject text not null, state text not null, room text, consultant text, primary key (handover_id, id));
`,
};
