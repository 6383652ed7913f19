export const customerTables = {
  name: 'InfoSharing001Customer',
  sql: `
create table customer (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('ACTIVE', 'MERGED')),
  merged_into uuid references customer (id) deferrable initially deferred,
  name_masked text not null, phone_masked text, known_since timestamptz not null,
  check ((state = 'MERGED') = (merged_into is not null)));
create index customer_merged_into on customer (merged_into) where merged_into is not null;

create table directory_entry (
  id uuid primary key, version int not null default 1,
  service text not null,
  customer_id uuid not null references customer (id) deferrable initially deferred,
  name_sealed text not null, name_masked text not null, name_index text not null,
  phone_sealed text, phone_masked text, phone_index text,
  id_number_sealed text, id_number_masked text, id_number_index text,
  revision int not null, identified_at timestamptz not null);
create index directory_entry_customer on directory_entry (customer_id);
create index directory_entry_name on directory_entry (name_index);
create index directory_entry_phone on directory_entry (phone_index);
create index directory_entry_id_number on directory_entry (id_number_index);

create table customer_key (
  kind text not null check (kind in ('id-number', 'phone')), value_index text not null,
  customer_id uuid not null references customer (id) deferrable initially deferred,
  primary key (kind, value_index));
create index customer_key_customer on customer_key (customer_id);

create table possible_duplicate (
  one_id uuid not null references customer (id) deferrable initially deferred,
  other_id uuid not null references customer (id) deferrable initially deferred,
  noted_at timestamptz not null, settled_at timestamptz,
  primary key (one_id, other_id), check (one_id < other_id));
create index possible_duplicate_other on possible_duplicate (other_id);

create table customer_merge (
  id uuid primary key, version int not null default 1,
  from_customer_id uuid not null references customer (id) deferrable initially deferred,
  into_customer_id uuid not null references customer (id) deferrable initially deferred,
  moved_party_ids uuid[] not null, moved_customer_ids uuid[] not null,
  reason text not null, merged_by text not null, merged_at timestamptz not null);
create index customer_merge_into on customer_merge (into_customer_id);
create unique index customer_merge_from on customer_merge (from_customer_id);

create table identification (
  party_id uuid primary key, service text not null,
  wanted_at_news bigint not null, done_at_news bigint not null default 0, correlation_id text not null,
  attempts int not null default 0, next_attempt_at timestamptz not null default now(), last_error text, given_up_at timestamptz);
create index identification_pending on identification (next_attempt_at) where wanted_at_news > done_at_news and given_up_at is null;
`,
};
