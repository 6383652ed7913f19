/** Deal files, problem customers, obligations of contracts, papers and fees of the day of signing, what a subscriber was told. */
export const registerTables = {
  name: 'SalesOffice032Registers',
  sql: `
create table deal_file (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('DRAFT', 'FILLED', 'CONFIRMED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  contract_id uuid not null references contract (id) deferrable initially deferred, room text not null,
  party_id uuid not null references party (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null, signed_on date not null,
  tier text check (tier in ('A', 'B', 'C')), traits text, why_bought text, compared_with text,
  confirmed_by text, confirmed_at timestamptz, check (state = 'DRAFT' or (tier is not null and traits is not null)));
create unique index deal_file_contract on deal_file (contract_id);
create index deal_file_state on deal_file (project_id, state, id);
create index deal_file_signed on deal_file (project_id, signed_on);
create index deal_file_tier on deal_file (project_id, tier, id);
create index deal_file_consultant on deal_file (consultant_id, id);
create index deal_file_party on deal_file (party_id);
insert into deal_file (id, state, form_no, project_id, contract_id, room, party_id, consultant_id, consultant, signed_on)
  select gen_random_uuid(), 'DRAFT', 'CJ-' || id, project_id, id, room, buyer_party_ids[1], consultant_id, consultant, signed_on from contract;

create table problem_customer (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('REPORTED', 'IN_HAND', 'SOLVED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  prospect_id uuid references prospect (id) deferrable initially deferred,
  subscription_id uuid references subscription (id) deferrable initially deferred, room text,
  party_id uuid not null references party (id) deferrable initially deferred, consultant_id text not null, consultant text not null,
  kind text not null, problem text not null, reported_by text not null, reported_at timestamptz not null,
  measure text, owner text, due_on date, result text, solved_on date, check ((prospect_id is null) <> (subscription_id is null)));
create index problem_customer_state on problem_customer (project_id, state, id);
create index problem_customer_consultant on problem_customer (consultant_id, id);
create index problem_customer_party on problem_customer (party_id);

create table contract_obligation (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('OPEN', 'FULFILLED')),
  project_id text not null references project (id) deferrable initially deferred,
  contract_id uuid not null references contract (id) deferrable initially deferred, contract_no text not null, room text not null,
  consultant_id text not null, clause text not null, debtor text, due_on date, proof text, fulfilled_by text, fulfilled_on date);
create index contract_obligation_state on contract_obligation (project_id, state, id);
create index contract_obligation_contract on contract_obligation (contract_id, id);
create index contract_obligation_due on contract_obligation (project_id, due_on) where state = 'OPEN';
create index contract_obligation_consultant on contract_obligation (consultant_id, id);
insert into contract_obligation (id, state, project_id, contract_id, contract_no, room, consultant_id, clause, debtor, due_on)
  select gen_random_uuid(), 'OPEN', c.project_id, c.id, c.contract_no, c.room, c.consultant_id, e->>'text', e->>'debtor', (e->>'dueOn')::date
  from contract c cross join lateral jsonb_array_elements(c.special_clauses) e;

create table checklist_item (project_id text not null, no int not null, kind text not null check (kind in ('PAPER', 'FEE')), name text not null,
  payment_methods text[], primary key (project_id, no));
insert into checklist_item (project_id, no, kind, name, payment_methods) values
  ('*', 1, 'PAPER', '身份证原件及复印件', null), ('*', 2, 'PAPER', '户口本', null), ('*', 3, 'PAPER', '婚姻证明', null),
  ('*', 4, 'PAPER', '认购书原件', null), ('*', 5, 'PAPER', '定金收据', null),
  ('*', 6, 'PAPER', '收入证明', array['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED']),
  ('*', 7, 'PAPER', '银行流水', array['MORTGAGE', 'COMBINED']),
  ('*', 8, 'PAPER', '公积金缴存证明', array['PROVIDENT_FUND', 'COMBINED']),
  ('*', 9, 'FEE', '首付款或房款', null), ('*', 10, 'FEE', '契税', null), ('*', 11, 'FEE', '维修基金', null),
  ('*', 12, 'FEE', '抵押登记费', array['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED']);

create table signing_checklist (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('OPEN', 'CHECKED')),
  form_no text not null unique, project_id text not null references project (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred, room text not null,
  party_id uuid not null references party (id) deferrable initially deferred, consultant_id text not null,
  payment_method text not null, items jsonb not null);
create unique index signing_checklist_subscription on signing_checklist (subscription_id);
create index signing_checklist_state on signing_checklist (project_id, state, id);
create index signing_checklist_consultant on signing_checklist (consultant_id, id);
create index signing_checklist_party on signing_checklist (party_id);

alter table subscription add column briefed_points jsonb not null default '[]';
alter table subscription alter column briefed_points drop default;
create index subscription_unsigned on subscription (project_id, sign_by) where state in ('SUBSCRIBED', 'SIGNING_SCHEDULED');
create index subscription_confirmation on subscription (confirmation_id);
`,
};
