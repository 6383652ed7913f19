/** 客户资料上报单 with its lines. */
export const customerDataTables = {
  name: 'SalesOffice036CustomerData',
  sql: `
create table customer_data_submission (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  state text not null check (state in ('SUBMITTED', 'ACCEPTED', 'RETURNED')),
  project_id text not null references project (id) deferrable initially deferred,
  customers int not null, buyers int not null, complete int not null, missing jsonb not null,
  submitted_by text not null, submitted_at timestamptz not null, decided_by text, decided_at timestamptz, opinion text);
create unique index customer_data_submission_live on customer_data_submission (project_id) where state = 'SUBMITTED';
create index customer_data_submission_project on customer_data_submission (project_id, state, id);

create table customer_data_line (
  submission_id uuid not null references customer_data_submission (id) deferrable initially deferred,
  prospect_id uuid not null references prospect (id) deferrable initially deferred, prospect_version int not null,
  party_id uuid not null, standing text not null check (standing in ('PROSPECT', 'BUYER', 'LOST')), missing text[] not null,
  primary key (submission_id, prospect_id));
create index customer_data_line_prospect on customer_data_line (prospect_id, prospect_version);
`,
};
