/** The chain of seals over both logs, as one migration; it comes after the bus' own tables. */
export const auditTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Audit001Seals',
    sql: `
-- A seal closes over the lines that were written since the one before: in \`hashes\` 32 bytes for each, those of change_ids first, each made of the
-- one before it and its line. What is below the marks and neither sealed nor in \`gaps\` was slipped in later.
create table audit_seal (
  seq bigint primary key check (seq > 0),
  sealed_at timestamptz not null,
  change_ids bigint[] not null, read_ids bigint[] not null, hashes bytea not null,
  lines bigint not null, change_mark bigint not null, read_mark bigint not null, gaps jsonb not null,
  key_id text not null, signature bytea not null);
create trigger audit_seal_append_only before update or delete on audit_seal for each row execute function refuse_change();

create trigger change_log_never_emptied before truncate on change_log for each statement execute function refuse_change();
create trigger read_log_never_emptied before truncate on read_log for each statement execute function refuse_change();
create trigger audit_seal_never_emptied before truncate on audit_seal for each statement execute function refuse_change();

-- A line as it is sealed: every column, in a form that no setting of the session changes.
create function audit_line(l change_log) returns text language sql stable as $$
  select json_build_array('change_log', l.id, (extract(epoch from l.at) * 1000000)::bigint, l.actor_id, l.action, l.aggregate_type, l.aggregate_id,
    l.kind, l.version, l.changed, l.state_from, l.state_to, l.correlation_id)::text $$;
create function audit_line(l read_log) returns text language sql stable as $$
  select json_build_array('read_log', l.id, (extract(epoch from l.at) * 1000000)::bigint, l.actor_id, l.purpose, l.subject_type, l.subject_id,
    l.fields, l.correlation_id)::text $$;
`,
  },
];
