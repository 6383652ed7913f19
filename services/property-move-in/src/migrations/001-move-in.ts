export const moveInTables = {
  name: 'PropertyMoveIn001MoveIn',
  sql: `
create table policy (
  rule text not null, value jsonb not null, valid_from date not null, source text not null,
  primary key (rule, valid_from));
insert into policy (rule, value, valid_from, source) values
  ('revisit-within-months', '1', '2000-01-01', '002 篇1 §4.4'),
  ('property-charges-start', '"HANDOVER_DATE"', '2000-01-01', 'X1');

create table internal_department (
  code text primary key, name text not null, sort int not null, valid_from date not null, valid_until date);
insert into internal_department (code, name, sort, valid_from) values
  ('CUSTOMER_SERVICE', '客服', 1, '2000-01-01'), ('ENGINEERING', '工程', 2, '2000-01-01'), ('SECURITY', '秩序', 3, '2000-01-01'),
  ('CLEANING', '保洁', 4, '2000-01-01'), ('GREENING', '绿化', 5, '2000-01-01'), ('CHARGES', '收费', 6, '2000-01-01');

create table household (
  id uuid primary key, version int not null default 1,
  project_id text not null, room text not null, party_id uuid not null, co_party_ids uuid[] not null,
  contract_id uuid not null, signed_on date not null, contract_told_at timestamptz not null, handover_due_on date not null);
create index household_project on household (project_id, id);
create index household_party on household (party_id);

create table handover (
  id uuid primary key, version int not null default 1,
  form_no text not null unique, state text not null check (state in ('HANDED_OVER')),
  unit_id uuid not null references household (id) deferrable initially deferred,
  project_id text not null, room text not null, party_id uuid not null,
  handover_date date not null, handed_over_by text not null, recorded_at timestamptz not null);
create unique index handover_once_per_unit on handover (unit_id);
create index handover_party on handover (party_id);

create table move_in (
  id uuid primary key, version int not null default 1,
  form_no text not null unique,
  state text not null check (state in ('OPENED', 'IDENTITY_CONFIRMED', 'CONGRATULATED', 'NOTIFIED', 'SERVICES_ARRANGED', 'BILLING_MARKED', 'REGISTERED', 'ARCHIVED')),
  project_id text not null, unit_id uuid not null references household (id) deferrable initially deferred, room text not null,
  occupant_kind text not null check (occupant_kind in ('OWNER', 'TENANT')),
  party_id uuid not null, owner_party_id uuid not null, occupant_key text not null, handover_date date not null,
  identity_kind text, identity_sealed text, identity_masked text, identity_verified_by text,
  papers jsonb not null, notice_id uuid, notice_no text,
  service_briefed boolean not null, utilities jsonb, parking_pass text, parking_pass_no text,
  charges_start text not null check (charges_start in ('HANDOVER_DATE', 'MOVE_IN_DATE')),
  charge_from date, billing_marked_by text, billing_marked_at timestamptz,
  move_in_date date, residents int,
  emergency_name_sealed text, emergency_name_masked text, emergency_phone_sealed text, emergency_phone_masked text,
  file_no text, revisit_within_months int not null, revisit_due_on date,
  revisited_on date, revisited_by text, revisit_score int, evaluation text,
  steps jsonb not null);
create unique index move_in_one_per_occupant on move_in (unit_id, occupant_key) where state <> 'ARCHIVED' or occupant_kind = 'OWNER';
create index move_in_project_state on move_in (project_id, state, id);
create index move_in_state on move_in (state, id);
create index move_in_unit on move_in (unit_id, id);
create index move_in_party on move_in (party_id);
create index move_in_owner on move_in (owner_party_id);
create index move_in_to_revisit on move_in (revisit_due_on, id) where revisited_on is null;
create index move_in_charges on move_in (project_id, id) where charge_from is not null;

create table kept_file (
  id uuid primary key, move_in_id uuid not null references move_in (id) deferrable initially deferred,
  paper text not null, name text not null, type text not null, bytes bytea not null, kept_at timestamptz not null);
create index kept_file_move_in on kept_file (move_in_id);

create table move_in_notice (
  id uuid primary key, version int not null default 1, notice_no text not null unique,
  move_in_id uuid not null references move_in (id) deferrable initially deferred,
  project_id text not null, room text not null, occupant_kind text not null, is_vip boolean not null, expected_move_in_on date not null,
  departments text[] not null, focus_services jsonb not null, moving_window text, issued_by text not null, issued_at timestamptz not null);
create unique index move_in_notice_once on move_in_notice (move_in_id);
create index move_in_notice_project on move_in_notice (project_id, id);

create table notice_acknowledgement (
  id uuid primary key, notice_id uuid not null references move_in_notice (id) deferrable initially deferred,
  department text not null, by_name text not null, at timestamptz not null, done text not null);
create unique index notice_acknowledged_once on notice_acknowledgement (notice_id, department);

create table move_in_task (
  id uuid primary key, version int not null default 1, state text not null check (state in ('OPEN', 'DONE')),
  move_in_id uuid not null references move_in (id) deferrable initially deferred,
  project_id text not null, room text not null, need text not null, recorded_by text not null, recorded_at timestamptz not null,
  result text, completed_by text, completed_at timestamptz);
create index move_in_task_project_state on move_in_task (project_id, state, id);
create index move_in_task_case on move_in_task (move_in_id);

create table customer_file (
  id uuid primary key, version int not null default 1, file_no text not null unique,
  unit_id uuid not null references household (id) deferrable initially deferred,
  project_id text not null, room text not null, updates jsonb not null);
create unique index customer_file_one_per_household on customer_file (unit_id);
`,
};
