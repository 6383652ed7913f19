/** Payment plans, payments, deferrals and reminders; the usual schemes and numbers of the house, to be confirmed. */
export const paymentTables = {
  name: 'SalesOffice020Payments',
  sql: `
insert into policy (rule, value, valid_from) values
  ('payment.days-before-due', 3, '2000-01-01'), ('payment.loan-days', 60, '2000-01-01'), ('payment.mortgage-application-days', 7, '2000-01-01');

create table payment_scheme (
  id uuid primary key, version int not null default 1, project_id text not null, name text not null, payment_method text not null,
  parts jsonb not null, valid_from date not null, entered_by text not null);
create index payment_scheme_project on payment_scheme (project_id, payment_method, valid_from, id);
insert into payment_scheme (id, project_id, name, payment_method, parts, valid_from, entered_by) values
  ('019ab000-0000-7000-8000-000000000001', '*', '一次性付款', 'LUMP_SUM', '[{"basisPoints":10000,"daysAfterSigning":7}]', '2000-01-01', '默认'),
  ('019ab000-0000-7000-8000-000000000002', '*', '三期付款', 'INSTALMENTS',
   '[{"basisPoints":4000,"daysAfterSigning":0},{"basisPoints":3000,"daysAfterSigning":90},{"basisPoints":3000,"daysAfterSigning":180}]', '2000-01-01', '默认'),
  ('019ab000-0000-7000-8000-000000000003', '*', '商业按揭', 'MORTGAGE', '[{"basisPoints":10000,"daysAfterSigning":0}]', '2000-01-01', '默认'),
  ('019ab000-0000-7000-8000-000000000004', '*', '公积金贷款', 'PROVIDENT_FUND', '[{"basisPoints":10000,"daysAfterSigning":0}]', '2000-01-01', '默认'),
  ('019ab000-0000-7000-8000-000000000005', '*', '组合贷款', 'COMBINED', '[{"basisPoints":10000,"daysAfterSigning":0}]', '2000-01-01', '默认');

create table payment_plan (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('OPEN', 'SETTLED', 'CANCELLED')),
  project_id text not null references project (id) deferrable initially deferred,
  contract_id uuid not null references contract (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred,
  unit_id uuid not null references unit (id) deferrable initially deferred, room text not null,
  party_id uuid not null references party (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null,
  payment_method text not null, total_price_fen bigint not null check (total_price_fen between 1 and 9007199254740991),
  lines jsonb not null, paid_fen bigint not null check (paid_fen between 0 and total_price_fen),
  next_due_on date, remind_days int not null, mortgage_stage text, mortgage_steps jsonb not null);
create unique index payment_plan_contract on payment_plan (contract_id);
create index payment_plan_project on payment_plan (project_id, state, id);
create index payment_plan_method on payment_plan (project_id, payment_method, id);
create index payment_plan_due on payment_plan (project_id, next_due_on) where next_due_on is not null;
create index payment_plan_consultant on payment_plan (consultant_id, id);
create index payment_plan_party on payment_plan (party_id);

create table payment (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('RECORDED', 'CONFIRMED', 'REJECTED')),
  form_no text not null unique, project_id text not null,
  payment_plan_id uuid not null references payment_plan (id) deferrable initially deferred,
  party_id uuid not null, room text not null, consultant_id text not null, term_no int,
  amount_fen bigint not null check (amount_fen between 1 and 9007199254740991), paid_on date not null, method text not null,
  receipt_no text, entered_by text not null, confirmed_by text, confirmed_on date, reject_reason text);
create index payment_project on payment (project_id, state, id);
create index payment_plan_payments on payment (payment_plan_id, id);
create index payment_consultant on payment (consultant_id, id);

create table payment_reminder (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('DUE', 'REMINDED', 'CANCELLED')),
  kind text not null, project_id text not null,
  payment_plan_id uuid not null references payment_plan (id) deferrable initially deferred,
  party_id uuid not null, room text not null, consultant_id text not null,
  term_no int not null, due_on date not null, amount_fen bigint not null, contacts jsonb not null);
create index payment_reminder_project on payment_reminder (project_id, state, id);
create index payment_reminder_consultant on payment_reminder (consultant_id, state, id);
create index payment_reminder_plan on payment_reminder (payment_plan_id, id);

create table payment_deferral (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  form_no text not null unique, project_id text not null,
  payment_plan_id uuid not null references payment_plan (id) deferrable initially deferred,
  party_id uuid not null, room text not null, consultant_id text not null,
  term_no int not null, amount_fen bigint not null, due_on date not null, defer_to date not null, reason text not null,
  requested_by_id text not null, requested_by text not null, approver_role text not null,
  decided_by text, decided_at timestamptz, opinion text);
create unique index payment_deferral_live on payment_deferral (payment_plan_id, term_no) where state = 'REQUESTED';
create index payment_deferral_project on payment_deferral (project_id, state, id);
create index payment_deferral_plan on payment_deferral (payment_plan_id, id);
create index payment_deferral_consultant on payment_deferral (consultant_id, id);
`,
};
