/** The completion of a visit, the daily hand-in of the log, and scores of sampled receptions. */
export const receptionTables = {
  name: 'SalesOffice011Receptions',
  sql: `
alter table project add column daily_cut_off text not null default '18:00' check (daily_cut_off ~ '^([01]\\d|2[0-3]):[0-5]\\d$');

alter table visit drop constraint visit_state_check;
alter table visit add constraint visit_state_check check (state in ('LOGGED', 'COMPLETED', 'PROSPECT_OPENED'));
alter table visit add column consultant_id text, add column consultant text, add column left_at timestamptz, add column risk_proof text,
  add column accompanied_by text, add column done_steps jsonb not null default '[]', add column import_key text;
create unique index visit_import_key on visit (project_id, import_key) where import_key is not null;
create index visit_kind on visit (project_id, kind, id);
create index visit_state on visit (project_id, state, id);
create index visit_at on visit (project_id, at);

create table daily_log (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('HANDED_IN', 'CONFIRMED')),
  project_id text not null references project (id) deferrable initially deferred,
  day date not null, cut_off text not null, handed_in_at timestamptz not null, handed_in_by text not null, late boolean not null,
  calls int not null, visits int not null, open_visits int not null, confirmed_by text, confirmed_at timestamptz);
create unique index daily_log_day on daily_log (project_id, day);
create index daily_log_project on daily_log (project_id, state, id);

create table reception_score (
  id uuid primary key, version int not null default 1,
  project_id text not null references project (id) deferrable initially deferred,
  visit_id uuid not null references visit (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null, scored_at timestamptz not null, scored_by text not null,
  steps jsonb not null, standards jsonb not null, points int not null, remark text);
create unique index reception_score_visit on reception_score (visit_id);
create index reception_score_project on reception_score (project_id, id);
create index reception_score_consultant on reception_score (consultant_id, id);
create index reception_score_at on reception_score (project_id, scored_at);
`,
};
