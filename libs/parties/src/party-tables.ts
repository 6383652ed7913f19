/** The table of persons, the same in every service that keeps some, as a migration. */
export const partyTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Party001Table',
    sql: `
create table party (
  id uuid primary key, version int not null default 1,
  name_sealed text not null, name_masked text not null, name_index text not null,
  phone_sealed text, phone_masked text, phone_index text, phone_tail_index text,
  id_number_sealed text, id_number_masked text, id_number_index text,
  registered_at timestamptz not null);
create index party_phone on party (phone_index);
create index party_phone_tail on party (phone_tail_index);
create index party_name on party (name_index);
create index party_id_number on party (id_number_index) where id_number_index is not null;
`,
  },
  {
    name: 'Party002Search',
    sql: `
-- 64 bits each: half the size of a text, and compared in one step. Rows from before are filled in while the service runs.
alter table party add column tokens bigint[];
create index party_tokens on party using gin (tokens);
create index party_without_tokens on party (id) where tokens is null;
`,
  },
  {
    name: 'Party003FewerIndexes',
    sql: `
-- Persons are found by their tokens; no query reads these.
drop index party_phone;
drop index party_phone_tail;
drop index party_name;
`,
  },
  {
    name: 'Party004Reveal',
    sql: `
-- Who was shown in full to whom, and for what; never what was shown.
create table person_reveal (
  id uuid primary key, party_id uuid not null, project_id text not null, actor_id text not null,
  fields text[] not null check (cardinality(fields) > 0), purpose text not null, at timestamptz not null);
create index person_reveal_actor on person_reveal (actor_id, at);
create index person_reveal_party on person_reveal (party_id, id);
create trigger person_reveal_append_only before update or delete on person_reveal for each row execute function refuse_change();
-- To be confirmed: so many persons one colleague may be shown.
create table reveal_limit (valid_from date primary key, per_hour int not null, per_day int not null);
insert into reveal_limit (valid_from, per_hour, per_day) values ('2000-01-01', 30, 120);
`,
  },
];
