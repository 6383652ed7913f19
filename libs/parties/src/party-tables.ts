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
];
