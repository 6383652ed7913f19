import { standingRules } from './standing-rules.js';

/** The id of the standing matrix, in info-sharing and in every copy. */
export const STANDING_ID = '01900000-0000-7000-8000-000000000002';

/** A service's copy of the authority matrix and of who stands in for whom. It begins with the standing table, before any news come. */
export const authorityTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Authority001Copy',
    sql: `
create table authority_matrix (
  id uuid primary key, matrix_version int not null unique, valid_from date not null, rules jsonb not null);
insert into authority_matrix (id, matrix_version, valid_from, rules)
values ('${STANDING_ID}', 2, '2000-01-01', '${JSON.stringify(standingRules)}');

create table delegation (
  id uuid primary key, role text not null, absent_id text not null, stand_in_id text not null,
  from_on date not null, until_on date not null, state text not null default 'GRANTED' check (state in ('GRANTED', 'ENDED')));
create index delegation_stand_in on delegation (stand_in_id, role, until_on);
`,
  },
];
