export const loansAndTitles = {
  name: 'MortgageCollection001LoansAndTitles',
  sql: `
create table title_case (
  id uuid primary key, version int not null default 1,
  project_id text not null,
  state text not null check (state in ('OPENED', 'AGENCY_ASSIGNED', 'FILED', 'CERTIFICATE_ISSUED', 'MORTGAGE_REGISTERED', 'GUARANTEE_RELEASED')),
  contract_id uuid not null, contract_no text not null, unit_id uuid not null, room text not null, party_id uuid not null,
  mortgaged boolean not null, signed_on date not null, contract_filed_on date,
  agency text, agency_assigned_on date, due_on date, filed_on date, certificate_no text, issued_on date,
  registration_no text, mortgage_registered_on date, guarantee_released_on date);
create unique index title_case_contract on title_case (contract_id);
create index title_case_project_state on title_case (project_id, state, id);
create index title_case_project on title_case (project_id, id);
create index title_case_party on title_case (party_id);

create table loan_account (
  id uuid primary key, version int not null default 1,
  project_id text not null, contract_id uuid not null, contract_no text not null, unit_id uuid not null, room text not null, party_id uuid not null,
  payment_method text not null, bank text, loan_contract_no text, amount_fen bigint,
  disbursed_on date, guaranteed_on date not null, guarantee_released_on date);
create unique index loan_account_contract on loan_account (contract_id);
create index loan_account_number on loan_account (loan_contract_no, project_id);
create index loan_account_project on loan_account (project_id, id);
create index loan_account_party on loan_account (party_id);

create table overdue_loan (
  id uuid primary key, version int not null default 1,
  project_id text not null,
  state text not null check (state in ('OVERDUE', 'REMINDED', 'LITIGATION_CANDIDATE', 'DOSSIER_SENT', 'LITIGATION', 'CURED', 'CLOSED')),
  loan_contract_no text not null, loan_account_id uuid references loan_account (id) deferrable initially deferred, party_id uuid,
  name_sealed text not null, name_masked text not null, name_index text not null,
  id_number_sealed text, id_number_masked text, id_number_index text,
  room text, bank text, overdue_since date not null, periods int, overdue_amount_fen bigint not null, bank_suggests_litigation boolean not null,
  as_of date not null, reasons text[] not null, months_limit int not null, amount_limit_fen bigint not null,
  contacts jsonb not null, dossiers jsonb not null, ending jsonb, ended_on date, reported_at timestamptz not null);
create unique index overdue_loan_open on overdue_loan (project_id, loan_contract_no) where state not in ('CURED', 'CLOSED');
create index overdue_loan_number on overdue_loan (loan_contract_no, project_id);
create index overdue_loan_project_state on overdue_loan (project_id, state, id);
create index overdue_loan_project on overdue_loan (project_id, id);
create index overdue_loan_party on overdue_loan (party_id);
create index overdue_loan_id_number on overdue_loan (id_number_index);

create table overdue_feed (
  id uuid primary key, version int not null default 1,
  project_id text not null, file_name text not null, as_of date not null, imported_at timestamptz not null, imported_by text not null,
  opened int not null, changed int not null, unchanged int not null, bad int not null, bad_rows jsonb not null, error_file_id uuid);
create index overdue_feed_project on overdue_feed (project_id, id);

create table policy (
  rule text not null, valid_from date not null, value bigint not null,
  primary key (rule, valid_from));
insert into policy (rule, valid_from, value) values
  ('litigation-overdue-months', '2000-01-01', 6),
  ('litigation-overdue-amount-fen', '2000-01-01', 2000000);
`,
};
