export const salesTables = {
  name: 'SalesOffice001Sales',
  sql: `
create table policy (rule text not null, value int not null, valid_from date not null, primary key (rule, valid_from));
insert into policy (rule, value, valid_from) values
  ('project.signing-term-days', 7, '2000-01-01'), ('project.hold-days', 7, '2000-01-01'),
  ('care.days-after-subscription', 3, '2000-01-01'), ('care.days-before-signing', 1, '2000-01-01'), ('care.days-after-signing', 7, '2000-01-01');

create table project (
  id text primary key, version int not null default 1,
  state text not null check (state in ('ON_SALE', 'SALES_CLOSED')),
  name text not null, city text, signing_term_days int not null, hold_days int not null, sales_closed_on date);

create table unit (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('AVAILABLE', 'HELD', 'RESERVED', 'SOLD', 'SIGNED', 'HANDED_OVER')),
  project_id text not null references project (id) deferrable initially deferred,
  building text not null, unit text not null, floor int not null, room_no text not null, room text not null,
  layout text, area_m2 numeric(8,2) not null, total_price_fen bigint not null, held_for text);
create unique index unit_room on unit (project_id, room);
create index unit_state on unit (project_id, state, id);
create index unit_building on unit (project_id, building, id);

create table visit (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('LOGGED', 'PROSPECT_OPENED')),
  project_id text not null references project (id) deferrable initially deferred,
  kind text not null, at timestamptz not null, logged_by text not null,
  party_id uuid references party (id) deferrable initially deferred,
  channel text, concerns jsonb not null, party_size int, intent_grade text, remark text);
create index visit_project on visit (project_id, id);
create index visit_party on visit (party_id);

create table prospect (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  state text not null check (state in ('FOLLOWED', 'BOUGHT', 'LOST')),
  project_id text not null references project (id) deferrable initially deferred,
  party_id uuid not null references party (id) deferrable initially deferred,
  phone_index text not null, visit_id uuid references visit (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null,
  contact_kind text not null, first_contact_at timestamptz not null, intent_grade text not null, channel text not null,
  wanted_layouts jsonb not null, budget_fen bigint, concerns text, risk_disclosed boolean not null,
  follow_ups jsonb not null, lost_reason text);
-- The first of two broken indexes is reported, the older one: a consultant's own customer is his own before he is a collision.
create unique index prospect_own_phone on prospect (project_id, phone_index, consultant_id) where state <> 'LOST';
create unique index prospect_phone on prospect (project_id, phone_index) where state <> 'LOST';
create index prospect_consultant on prospect (consultant_id, id);
create index prospect_project on prospect (project_id, state, id);
create index prospect_party on prospect (party_id);

create table unit_confirmation (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  state text not null check (state in ('ISSUED', 'DEPOSIT_RECORDED', 'BOOKED', 'SOLD', 'SUBSCRIBED', 'CANCELLED', 'EXPIRED')),
  project_id text not null references project (id) deferrable initially deferred,
  unit_id uuid not null references unit (id) deferrable initially deferred, room text not null,
  prospect_id uuid not null references prospect (id) deferrable initially deferred,
  party_id uuid not null references party (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null,
  issued_at timestamptz not null, hold_days int not null, hold_until date not null,
  deposit_kind text check (deposit_kind in ('EARNEST_MONEY', 'BOOKING_FEE')), deposit_fen bigint, paid_on date, receipt_no text,
  confirmed_by text, confirmed_on date, cancel_reason text);
create unique index unit_confirmation_live on unit_confirmation (unit_id) where state not in ('CANCELLED', 'EXPIRED');
create index unit_confirmation_project on unit_confirmation (project_id, state, id);
create index unit_confirmation_unit on unit_confirmation (unit_id, id);
create index unit_confirmation_consultant on unit_confirmation (consultant_id, id);
create index unit_confirmation_party on unit_confirmation (party_id);

create table subscription (
  id uuid primary key, version int not null default 1, form_no text not null unique,
  state text not null check (state in ('SUBSCRIBED', 'SIGNING_SCHEDULED', 'SIGNED', 'CANCELLED')),
  project_id text not null references project (id) deferrable initially deferred,
  unit_id uuid not null references unit (id) deferrable initially deferred, room text not null,
  confirmation_id uuid not null references unit_confirmation (id) deferrable initially deferred,
  prospect_id uuid not null references prospect (id) deferrable initially deferred,
  buyer_party_ids uuid[] not null check (cardinality(buyer_party_ids) > 0),
  consultant_id text not null, consultant text not null,
  subscribed_on date not null, sign_by date not null, signing_on date,
  days_before_signing int not null, days_after_signing int not null, cancel_reason text);
create unique index subscription_live on subscription (unit_id) where state <> 'CANCELLED';
create index subscription_project on subscription (project_id, state, id);
create index subscription_consultant on subscription (consultant_id, id);
create index subscription_prospect on subscription (prospect_id);
create index subscription_buyers on subscription using gin (buyer_party_ids);

create table contract (
  id uuid primary key, version int not null default 1, contract_no text not null,
  state text not null check (state in ('SIGNED', 'FILED', 'LOAN_DISBURSED')),
  project_id text not null references project (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred,
  unit_id uuid not null references unit (id) deferrable initially deferred, room text not null,
  buyer_party_ids uuid[] not null check (cardinality(buyer_party_ids) > 0),
  consultant_id text not null, consultant text not null, entered_by text not null,
  signed_on date not null, payment_method text not null, total_price_fen bigint not null, down_payment_fen bigint,
  loan_bank text, loan_contract_no text, loan_amount_fen bigint, handover_due_on date not null, special_clauses jsonb not null,
  filed_on date, filing_no text, loan_disbursed_on date);
create unique index contract_no on contract (project_id, contract_no);
create unique index contract_unit on contract (unit_id);
create unique index contract_subscription on contract (subscription_id);
create index contract_project on contract (project_id, state, id);
create index contract_consultant on contract (consultant_id, id);
create index contract_buyers on contract using gin (buyer_party_ids);

create table care_node (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('DUE', 'COMPLETED', 'CANCELLED')),
  kind text not null, project_id text not null references project (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred, room text not null,
  party_id uuid not null references party (id) deferrable initially deferred, consultant_id text not null,
  due_on date not null, contacts jsonb not null);
create index care_node_project on care_node (project_id, state, id);
create index care_node_consultant on care_node (consultant_id, id);
create index care_node_subscription on care_node (subscription_id, id);
create index care_node_party on care_node (party_id);
`,
};
