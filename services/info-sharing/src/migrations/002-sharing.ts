export const sharingTables = {
  name: 'InfoSharing002Sharing',
  sql: `
create table policy (
  rule text not null, value int not null, valid_from date not null, source text not null, primary key (rule, valid_from));
insert into policy (rule, value, valid_from, source) values ('share-feedback-every-days', 7, '2000-01-01', '002 篇3 二');

create table authority_matrix (
  id uuid primary key, version int not null default 1,
  matrix_version int not null check (matrix_version > 0), valid_from date not null,
  rules jsonb not null, published_at timestamptz not null, published_by text not null);
create unique index authority_matrix_version on authority_matrix (matrix_version);

create table project_placement (
  id uuid primary key, version int not null default 1,
  project_id text not null, company text not null, director_id text,
  placed_at timestamptz not null, placed_by text not null);
create index project_placement_project on project_placement (project_id, id desc);

create table data_request (
  id uuid primary key, version int not null default 1,
  form_no text not null unique, project_id text not null,
  state text not null check (state in ('DRAFT', 'HEAD_SIGNED', 'REVIEWED', 'APPROVED', 'REJECTED', 'RELEASED', 'RECEIVED')),
  applying_dept text not null, applicant text not null, applicant_id text not null, applied_on date not null,
  purpose text not null, kinds text[] not null, source_project_ids text[] not null, target_project_ids text[] not null,
  filters text, fields text[] not null, requested_count int not null check (requested_count > 0),
  use_from date not null, use_to date not null check (use_to >= use_from),
  scope text not null check (scope in ('OWN_PROJECTS', 'INTERNAL', 'CROSS_COMPANY')), director_id text,
  signed_by text, signed_at timestamptz,
  reviewed_by text, reviewed_at timestamptz, approved_kinds text[], approved_count int check (approved_count > 0),
  approver_role text, matrix_version int,
  decided_by text, decided_at timestamptz, opinion text,
  released_by text, released_at timestamptz, released_count int check (released_count between 1 and approved_count), feedback_due_on date,
  receipt_no text unique, received_by text, received_at timestamptz, custodian text);
create index data_request_project on data_request (project_id, id);
create index data_request_state on data_request (state, id);

create table allocation_record (
  id uuid primary key, version int not null default 1,
  form_no text not null unique, data_request_id uuid references data_request (id) deferrable initially deferred,
  source_project_ids text[] not null, target_project_ids text[] not null,
  record_count int not null check (record_count > 0), purpose text not null,
  filed_by text not null, filed_by_id text not null, filed_at timestamptz not null);
create unique index allocation_record_request on allocation_record (data_request_id) where data_request_id is not null;
`,
};
