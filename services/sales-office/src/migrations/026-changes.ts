/** Changes of a sale by request, approval and execution; refunds; the price that a 认购书 agrees on. */
export const changeTables = {
  name: 'SalesOffice026Changes',
  sql: `
alter table subscription add column agreed_price_fen bigint check (agreed_price_fen between 1 and 9007199254740991);
update subscription s set agreed_price_fen = u.total_price_fen from unit u where u.id = s.unit_id;
alter table subscription alter column agreed_price_fen set not null;

alter table payment_deferral add column matrix_version int not null;

create table sale_change (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXECUTED')),
  form_no text not null unique, kind text not null,
  project_id text not null references project (id) deferrable initially deferred,
  subscription_id uuid not null references subscription (id) deferrable initially deferred,
  party_id uuid not null references party (id) deferrable initially deferred,
  consultant_id text not null, consultant text not null,
  unit_id uuid not null, room text not null, price_fen bigint not null,
  new_unit_id uuid references unit (id) deferrable initially deferred, new_room text, new_price_fen bigint, refund_fen bigint,
  new_buyer_party_ids uuid[], reason text not null,
  requested_by_id text not null, requested_by text not null, requested_at timestamptz not null,
  approver_role text not null, matrix_version int not null, decided_by text, decided_at timestamptz, opinion text,
  executed_by text, executed_on date);
create unique index sale_change_live on sale_change (subscription_id) where state in ('REQUESTED', 'APPROVED');
create index sale_change_project on sale_change (project_id, state, id);
create index sale_change_kind on sale_change (project_id, kind, id);
create index sale_change_subscription on sale_change (subscription_id, id);
create index sale_change_consultant on sale_change (consultant_id, id);
create index sale_change_party on sale_change (party_id);

create table refund (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('TO_PAY', 'PAID')),
  form_no text not null unique, project_id text not null,
  sale_change_id uuid not null references sale_change (id) deferrable initially deferred,
  party_id uuid not null references party (id) deferrable initially deferred, room text not null, consultant_id text not null,
  amount_fen bigint not null check (amount_fen between 1 and 9007199254740991),
  paid_on date, voucher_no text, paid_by text);
create unique index refund_change on refund (sale_change_id);
create index refund_project on refund (project_id, state, id);
create index refund_consultant on refund (consultant_id, id);
create index refund_party on refund (party_id);
`,
};
