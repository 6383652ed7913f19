/** The table of exports, the same in every service, as a migration. */
export const exportTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Papers001Export',
    sql: `
create table export (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  paper text not null, title text not null, format text not null check (format in ('XLSX', 'PDF')), filters jsonb not null,
  asked_by text not null, asker jsonb not null, asked_at timestamptz not null,
  rows int not null default 0, total int, attempts int not null default 0, lease_until timestamptz,
  finished_at timestamptz, file_id uuid, file_name text, size int, problem text);
create index export_mine on export (asked_by, id);
create index export_open on export (id) where state in ('WAITING', 'RUNNING');
create index export_age on export using brin (asked_at);
`,
  },
];
