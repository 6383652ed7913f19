/**
 * The tables of the bus in every service's database, as one migration each, oldest first.
 * The functions keep a command's bookkeeping at two round trips: claim the key, and everything else at the end.
 */
export const busTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Bus001Tables',
    sql: `
create table app_clock (only_row boolean primary key default true check (only_row), ahead interval not null default interval '0');
insert into app_clock default values;
create function app_now() returns timestamptz language sql stable as $$ select clock_timestamp() + ahead from app_clock $$;

create table outbox_seq (
  aggregate_type text not null, aggregate_id text not null, last_seq bigint not null,
  primary key (aggregate_type, aggregate_id));
create table outbox (
  event_id uuid primary key,
  aggregate_type text not null, aggregate_id text not null, aggregate_seq bigint not null,
  event_type text not null, payload jsonb not null, headers jsonb not null default '{}',
  occurred_at timestamptz not null default now(),
  published_at timestamptz, stream_seq bigint,
  attempts int not null default 0, next_attempt_at timestamptz not null default now(), last_error text,
  unique (aggregate_type, aggregate_id, aggregate_seq));
create index outbox_pending on outbox (event_id) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;
create index outbox_age on outbox using brin (occurred_at);
create unique index outbox_stream_seq on outbox (stream_seq) where stream_seq is not null;
create table stream_mark (stream text primary key, stream_created text not null);

create table inbox_progress (
  consumer text not null, aggregate_type text not null, aggregate_id text not null, last_seq bigint not null,
  last_event_id uuid, blocked_by uuid, updated_at timestamptz not null default now(),
  primary key (consumer, aggregate_type, aggregate_id));
create table dead_letter (
  id bigint generated always as identity primary key,
  consumer text not null, event_id uuid not null, aggregate_type text not null, aggregate_id text not null,
  aggregate_seq bigint not null, event_type text not null, payload jsonb not null, headers jsonb not null,
  reason text not null, error text, attempts int not null, first_failed_at timestamptz, parked_at timestamptz not null default now(),
  resolved_at timestamptz, resolved_by text, resolution text,
  unique (consumer, event_id));
create index dead_letter_open on dead_letter (consumer, aggregate_type, aggregate_id, aggregate_seq) where resolved_at is null;
create table inbox_attempt (
  consumer text not null, event_id uuid not null, started int not null default 0, failed int not null default 0,
  first_at timestamptz not null default now(), last_error text, primary key (consumer, event_id));

create table idempotency (
  actor_id text not null, key text not null, route text not null, request_hash text not null,
  status int, reply_id text, reply jsonb, claimed_at timestamptz not null default now(),
  primary key (actor_id, key));
create index idempotency_age on idempotency (claimed_at);

create table change_log (
  id bigint generated always as identity primary key,
  at timestamptz not null, actor_id text not null, action text not null,
  aggregate_type text not null, aggregate_id text not null, kind text not null, version int, changed text[] not null,
  state_from text, state_to text, correlation_id text);
create index change_log_aggregate on change_log (aggregate_type, aggregate_id, id);
create table read_log (
  id bigint generated always as identity primary key,
  at timestamptz not null, actor_id text not null, purpose text not null,
  subject_type text not null, subject_id text not null, fields text[] not null, correlation_id text);
create index read_log_subject on read_log (subject_type, subject_id, id);
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'the log is append-only'; end $$;
create trigger change_log_append_only before update or delete on change_log for each row execute function refuse_change();
create trigger read_log_append_only before update or delete on read_log for each row execute function refuse_change();

create table clock (
  id uuid primary key default gen_random_uuid(),
  rule text not null, subject_id text not null, cycle text not null, due_at timestamptz not null,
  payload jsonb not null default '{}', planned_at timestamptz not null default now(),
  fired_at timestamptz, cancelled_at timestamptz, attempts int not null default 0,
  next_attempt_at timestamptz, last_error text,
  unique (rule, subject_id, cycle));
create index clock_due on clock (due_at) where fired_at is null and cancelled_at is null;

create sequence form_number;

create function bus_claim(an_actor text, a_key text, a_route text, a_hash text)
returns table (at timestamptz, serial bigint, claimed boolean, route text, request_hash text, status int, reply_id text, reply jsonb)
language plpgsql as $$
begin
  insert into idempotency as i (actor_id, key, route, request_hash) values (an_actor, a_key, a_route, a_hash) on conflict do nothing;
  if found then
    return query select app_now(), nextval('form_number'), true, null::text, null::text, null::int, null::text, null::jsonb;
  else
    return query select app_now(), 0::bigint, false, i.route, i.request_hash, i.status, i.reply_id, i.reply
      from idempotency i where i.actor_id = an_actor and i.key = a_key;
  end if;
end $$;

-- The events come in (type, id) order, so that two transactions cannot lock each other's sequences.
create function bus_publish(some_events jsonb) returns void language plpgsql as $$
declare e jsonb; seq bigint;
begin
  for e in select * from jsonb_array_elements(some_events) loop
    insert into outbox_seq as o (aggregate_type, aggregate_id, last_seq) values (e ->> 'type', e ->> 'id', 1)
    on conflict (aggregate_type, aggregate_id) do update set last_seq = o.last_seq + 1 returning o.last_seq into seq;
    insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at)
    values ((e ->> 'eventId')::uuid, e ->> 'type', e ->> 'id', seq, e ->> 'event', e -> 'payload', e -> 'headers', (e ->> 'at')::timestamptz);
  end loop;
end $$;

create function bus_log(some_changes jsonb) returns void language plpgsql as $$
begin
  insert into change_log (at, actor_id, action, aggregate_type, aggregate_id, kind, version, changed, state_from, state_to, correlation_id)
  select at, actor_id, action, aggregate_type, aggregate_id, kind, version, changed, state_from, state_to, correlation_id
  from jsonb_to_recordset(some_changes) as r(at timestamptz, actor_id text, action text, aggregate_type text, aggregate_id text, kind text,
    version int, changed text[], state_from text, state_to text, correlation_id text);
end $$;

create function bus_settle(some_events jsonb, some_changes jsonb, an_actor text, a_key text, a_status int, a_reply_id text, a_reply jsonb)
returns void language plpgsql as $$
begin
  if a_key is not null then
    update idempotency set status = a_status, reply_id = a_reply_id, reply = a_reply where actor_id = an_actor and key = a_key;
  end if;
  if some_events is not null then perform bus_publish(some_events); end if;
  if some_changes is not null then perform bus_log(some_changes); end if;
end $$;

create function bus_next(a_consumer text, a_type text, an_id text, a_seq bigint, an_event uuid)
returns table (at timestamptz, decision text) language plpgsql as $$
declare p inbox_progress;
begin
  insert into inbox_progress (consumer, aggregate_type, aggregate_id, last_seq) values (a_consumer, a_type, an_id, 0) on conflict do nothing;
  select * into p from inbox_progress i where i.consumer = a_consumer and i.aggregate_type = a_type and i.aggregate_id = an_id for update;
  return query select app_now(), case
    when a_seq < p.last_seq then 'seen'
    when a_seq = p.last_seq then case when p.last_event_id is distinct from an_event then 'fork' else 'seen' end
    when a_seq > p.last_seq + 1 then 'gap'
    when p.blocked_by is not null then 'blocked'
    else 'next' end;
end $$;

create function bus_advance(a_consumer text, a_type text, an_id text, a_seq bigint, an_event uuid) returns void language plpgsql as $$
begin
  update inbox_progress set last_seq = a_seq, last_event_id = an_event, updated_at = clock_timestamp()
  where consumer = a_consumer and aggregate_type = a_type and aggregate_id = an_id;
  delete from inbox_attempt where consumer = a_consumer and event_id = an_event;
end $$;
`,
  },
  {
    name: 'Bus002Parked',
    sql: `
alter table dead_letter drop column id;
alter table dead_letter
  add column id uuid primary key default gen_random_uuid(),
  add column version int not null default 1,
  add column state text not null default 'PARKED' check (state in ('PARKED', 'RETRYING', 'SKIP_PROPOSED', 'SKIPPING', 'RESOLVED', 'SKIPPED')),
  add column proposed_by text, add column skip_reason text,
  add column requested_by text, add column requested_at timestamptz;
create index dead_letter_wish on dead_letter (requested_at) where state in ('RETRYING', 'SKIPPING');

-- Counts a start of an event that is next in line, and only then; no row when it is not.
create function bus_begin(a_consumer text, a_type text, an_aggregate text, a_seq bigint, an_event uuid) returns setof int language sql as $$
  insert into inbox_attempt as a (consumer, event_id, started)
  select a_consumer, an_event, 1
  from (select 1) one left join inbox_progress p on p.consumer = a_consumer and p.aggregate_type = a_type and p.aggregate_id = an_aggregate
  where coalesce(p.last_seq, 0) = a_seq - 1 and p.blocked_by is null
  on conflict (consumer, event_id) do update set started = a.started + 1 returning a.started - a.failed
$$;

-- False when the event is not the next one any more: another replica was faster.
create function bus_park(a_parked uuid, a_consumer text, a_type text, an_aggregate text, a_seq bigint, an_event uuid, an_event_type text,
  a_payload jsonb, some_headers jsonb, a_reason text) returns boolean language plpgsql as $$
declare p inbox_progress;
begin
  insert into inbox_progress (consumer, aggregate_type, aggregate_id, last_seq) values (a_consumer, a_type, an_aggregate, 0) on conflict do nothing;
  select * into p from inbox_progress i where i.consumer = a_consumer and i.aggregate_type = a_type and i.aggregate_id = an_aggregate for update;
  if a_seq <> p.last_seq + 1 then return false; end if;
  insert into dead_letter (id, consumer, event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, reason, error, attempts,
    first_failed_at, parked_at)
  select a_parked, a_consumer, an_event, a_type, an_aggregate, a_seq, an_event_type, a_payload, some_headers, a_reason, a.last_error,
    coalesce(a.failed, 0), a.first_at, app_now()
  from (select 1) one left join inbox_attempt a on a.consumer = a_consumer and a.event_id = an_event
  on conflict (consumer, event_id) do nothing;
  perform bus_advance(a_consumer, a_type, an_aggregate, a_seq, an_event);
  update inbox_progress set blocked_by = coalesce(blocked_by, an_event)
  where consumer = a_consumer and aggregate_type = a_type and aggregate_id = an_aggregate;
  perform pg_notify('parked', '');
  return true;
end $$;

create function bus_log_parked(d dead_letter, a_state_before text, an_actor text) returns void language sql as $$
  select bus_log(jsonb_build_array(jsonb_build_object('at', app_now(), 'actor_id', an_actor, 'action', 'parked', 'aggregate_type', 'dead_letter',
    'aggregate_id', d.id, 'kind', 'update', 'version', d.version, 'changed', jsonb_build_array('state'), 'state_from', a_state_before,
    'state_to', d.state, 'correlation_id', d.headers ->> 'correlationId')))
$$;

-- The wish for this event is fulfilled: the next one of its aggregate takes its turn, or the aggregate is free again.
create function bus_unpark(a_parked uuid, an_actor text) returns void language plpgsql as $$
declare d dead_letter; n dead_letter; was text;
begin
  select state into was from dead_letter where id = a_parked;
  update dead_letter set version = version + 1, resolved_at = app_now(), resolved_by = requested_by,
    state = case was when 'SKIPPING' then 'SKIPPED' else 'RESOLVED' end,
    resolution = case was when 'SKIPPING' then skip_reason else 'it was run again' end
  where id = a_parked returning * into d;
  perform bus_log_parked(d, was, an_actor);
  delete from inbox_attempt where consumer = d.consumer and event_id = d.event_id;
  select * into n from dead_letter o where o.consumer = d.consumer and o.aggregate_type = d.aggregate_type and o.aggregate_id = d.aggregate_id
    and o.resolved_at is null order by o.aggregate_seq limit 1;
  if found then
    was := n.state;
    update dead_letter set version = version + 1, state = 'RETRYING', requested_by = d.requested_by, requested_at = app_now()
    where id = n.id returning * into n;
    perform bus_log_parked(n, was, an_actor);
  end if;
  update inbox_progress set blocked_by = n.event_id, updated_at = clock_timestamp()
  where consumer = d.consumer and aggregate_type = d.aggregate_type and aggregate_id = d.aggregate_id;
end $$;

-- It failed again: it stays, with the new error, and its aggregate waits for the next word of an operator.
create function bus_park_again(a_parked uuid, an_error text, an_actor text) returns void language plpgsql as $$
declare d dead_letter; was text;
begin
  select state into was from dead_letter where id = a_parked;
  update dead_letter set version = version + 1, state = 'PARKED', reason = an_error, error = an_error, attempts = attempts + 1,
    requested_by = null, requested_at = null
  where id = a_parked returning * into d;
  perform bus_log_parked(d, was, an_actor);
  delete from inbox_attempt where consumer = d.consumer and event_id = d.event_id;
end $$;
`,
  },
  {
    name: 'Bus003GroupCommit',
    sql: `
-- The time and a number for each of some commands, and whether its key is known already, in their order.
create function bus_begin(some_keys jsonb) returns table (at timestamptz, serial bigint, known boolean) language sql as $$
  select c.at, nextval('form_number'), exists (select 1 from idempotency i where i.actor_id = k.actor and i.key = k.key)
  from (select app_now() as at offset 0) c,
    rows from (jsonb_to_recordset(some_keys) as (actor text, key text)) with ordinality as k(actor, key, n)
  order by k.n
$$;

-- Claims a key in the middle of a transaction, or ends it: LN001 says that somebody else holds the key.
create function bus_hold(an_actor text, a_key text, a_route text, a_hash text) returns void language plpgsql as $$
begin
  insert into idempotency (actor_id, key, route, request_hash) values (an_actor, a_key, a_route, a_hash) on conflict do nothing;
  if not found then raise exception 'the key is taken' using errcode = 'LN001'; end if;
end $$;

-- Keys of many commands with their answers, all or none. Who has to wait for a twin does not make the others wait with him.
create function bus_keep(some_keys jsonb) returns void language plpgsql as $$
declare kept int;
begin
  perform set_config('lock_timeout', '50ms', true);
  insert into idempotency (actor_id, key, route, request_hash, status, reply_id, reply)
  select actor, key, route, hash, status, reply_id, reply
  from jsonb_to_recordset(some_keys) as k(actor text, key text, route text, hash text, status int, reply_id text, reply jsonb)
  order by actor collate "C", key collate "C" on conflict do nothing;
  get diagnostics kept = row_count;
  if kept < jsonb_array_length(some_keys) then raise exception 'a key is taken' using errcode = 'LN001'; end if;
end $$;

-- As bus_publish, for many events at once, in the same order of locks; the place that each event got, by event.
create function bus_publish_all(some_events jsonb) returns jsonb language sql as $$
  with e as materialized (
    select r.*, row_number() over same as place, count(*) over (partition by type, id) as many
    from rows from (jsonb_to_recordset(some_events)
      as ("eventId" uuid, type text, id text, event text, payload jsonb, headers jsonb, at timestamptz)) with ordinality
      as r(event_id, type, id, event, payload, headers, at, n)
    window same as (partition by type, id order by n)),
  s as (
    insert into outbox_seq as o (aggregate_type, aggregate_id, last_seq)
    select type, id, many from e where place = 1 order by type collate "C", id collate "C"
    on conflict (aggregate_type, aggregate_id) do update set last_seq = o.last_seq + excluded.last_seq
    returning o.aggregate_type, o.aggregate_id, o.last_seq),
  w as (
    insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at)
    select e.event_id, e.type, e.id, s.last_seq - e.many + e.place, e.event, e.payload, e.headers, e.at
    from e join s on s.aggregate_type = e.type and s.aggregate_id = e.id order by e.n
    returning event_id, aggregate_seq)
  select jsonb_object_agg(event_id, aggregate_seq) from w
$$;
`,
  },
  {
    name: 'Bus004FewerIndexes',
    sql: `
-- Nothing reads published events by the time of their publication, and keys are thrown away in the order in which they came.
drop index outbox_published;
drop index idempotency_age;
create index idempotency_age on idempotency using brin (claimed_at) with (pages_per_range = 32);
`,
  },
  {
    name: 'Bus005Settings',
    sql: `
-- Goes up with every change of what commands know by heart, such as policies of clocks; each begins by hearing the number.
create table settings_revision (only_row boolean primary key default true check (only_row), revision bigint not null default 1);
insert into settings_revision default values;
create function settings_changed() returns trigger language plpgsql as $$
begin
  update settings_revision set revision = revision + 1;
  return null;
end $$;

-- An \`exists\` in the list would be answered by a hash of all keys there are; this one looks each up.
drop function bus_begin(jsonb);
create function bus_begin(some_keys jsonb) returns table (at timestamptz, serial bigint, known boolean, settings bigint) language sql as $$
  select c.at, nextval('form_number'),
    coalesce((select true from idempotency i where i.actor_id = k.actor and i.key = k.key limit 1), false), c.settings
  from (select app_now() as at, revision as settings from settings_revision offset 0) c,
    rows from (jsonb_to_recordset(some_keys) as (actor text, key text)) with ordinality as k(actor, key, n)
  order by k.n
$$;
`,
  },
  {
    name: 'Bus006HeadStart',
    sql: `
-- The first event of an aggregate is published by the process that committed it, without being looked for: the other replicas
-- leave it alone for so long, else every one of them would publish it too.
create or replace function bus_publish_all(some_events jsonb) returns jsonb language sql as $$
  with e as materialized (
    select r.*, row_number() over same as place, count(*) over (partition by type, id) as many
    from rows from (jsonb_to_recordset(some_events)
      as ("eventId" uuid, type text, id text, event text, payload jsonb, headers jsonb, at timestamptz)) with ordinality
      as r(event_id, type, id, event, payload, headers, at, n)
    window same as (partition by type, id order by n)),
  s as (
    insert into outbox_seq as o (aggregate_type, aggregate_id, last_seq)
    select type, id, many from e where place = 1 order by type collate "C", id collate "C"
    on conflict (aggregate_type, aggregate_id) do update set last_seq = o.last_seq + excluded.last_seq
    returning o.aggregate_type, o.aggregate_id, o.last_seq),
  w as (
    insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at, next_attempt_at)
    select e.event_id, e.type, e.id, s.last_seq - e.many + e.place, e.event, e.payload, e.headers, e.at,
      now() + case when s.last_seq - e.many + e.place = 1 then interval '250 ms' else interval '0' end
    from e join s on s.aggregate_type = e.type and s.aggregate_id = e.id order by e.n
    returning event_id, aggregate_seq)
  select jsonb_object_agg(event_id, aggregate_seq) from w
$$;
`,
  },
];
