/** 判客: how long a customer is protected, and the log of rulings. */
export const ownershipTables = {
  name: 'SalesOffice010Ownership',
  sql: `
insert into policy (rule, value, valid_from) values
  ('ownership.call-days', 15, '2000-01-01'), ('ownership.visit-days', 7, '2000-01-01'), ('ownership.idle-days', 30, '2000-01-01'),
  ('collision.attempts-per-hour', 20, '2000-01-01');

alter table prospect drop constraint prospect_state_check;
alter table prospect add constraint prospect_state_check check (state in ('FOLLOWED', 'BOUGHT', 'LOST', 'RELEASED'));
alter table prospect add column id_number_index text, add column registered_at timestamptz, add column protected_until date,
  add column ownership_days jsonb;
update prospect set registered_at = first_contact_at, ownership_days = '{"call":15,"visit":7,"idle":30}',
  protected_until = (first_contact_at at time zone 'Asia/Shanghai')::date
    + case when follow_ups <> '[]' then 30 when contact_kind = 'VISIT' then 7 else 15 end;
alter table prospect alter column registered_at set not null, alter column protected_until set not null, alter column ownership_days set not null;
drop index prospect_own_phone, prospect_phone;
-- The first of two broken indexes is reported, the older one: a consultant's own customer is his own before he is a collision.
create unique index prospect_own_phone on prospect (project_id, phone_index, consultant_id) where state in ('FOLLOWED', 'BOUGHT');
create unique index prospect_phone on prospect (project_id, phone_index) where state in ('FOLLOWED', 'BOUGHT');
create unique index prospect_id_number on prospect (project_id, id_number_index) where state in ('FOLLOWED', 'BOUGHT') and id_number_index is not null;

create table ruling (
  id uuid primary key, version int not null default 1,
  project_id text not null references project (id) deferrable initially deferred,
  prospect_id uuid not null references prospect (id) deferrable initially deferred,
  at timestamptz not null, outcome text not null check (outcome in ('OWNER_KEEPS', 'CLAIMANT_TAKES', 'ASSIGNED')),
  owner_id text not null, owner text not null, claimant_id text not null, claimant text not null,
  protected_until date not null, holds_unit boolean not null, reason text);
create index ruling_project on ruling (project_id, id);
create index ruling_prospect on ruling (prospect_id, id);
create index ruling_claimant on ruling (claimant_id, at);
`,
};
