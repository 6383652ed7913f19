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
create index outbox_pending on outbox (aggregate_type, aggregate_id, aggregate_seq) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;
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

create function bus_publish(some_events jsonb) returns void language plpgsql as $$
begin
  with e as (
    select * from jsonb_to_recordset(some_events) as r(event_id uuid, aggregate_type text, aggregate_id text, nth int, event_type text,
      payload jsonb, headers jsonb, occurred_at timestamptz)),
  n as (select aggregate_type, aggregate_id, count(*) as many from e group by 1, 2),
  s as (
    insert into outbox_seq as o (aggregate_type, aggregate_id, last_seq)
    select aggregate_type, aggregate_id, many from n order by 1, 2
    on conflict (aggregate_type, aggregate_id) do update set last_seq = o.last_seq + excluded.last_seq
    returning o.aggregate_type, o.aggregate_id, o.last_seq)
  insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at)
  select e.event_id, e.aggregate_type, e.aggregate_id, s.last_seq - n.many + e.nth, e.event_type, e.payload, e.headers, e.occurred_at
  from e join n using (aggregate_type, aggregate_id) join s using (aggregate_type, aggregate_id);
  perform pg_notify('outbox', '');
end $$;

create function bus_log(some_changes jsonb) returns void language sql as $$
  insert into change_log (at, actor_id, action, aggregate_type, aggregate_id, kind, version, changed, state_from, state_to, correlation_id)
  select at, actor_id, action, aggregate_type, aggregate_id, kind, version,
    array(select jsonb_array_elements_text(changed)), state_from, state_to, correlation_id
  from jsonb_to_recordset(some_changes) as r(at timestamptz, actor_id text, action text, aggregate_type text, aggregate_id text, kind text,
    version int, changed jsonb, state_from text, state_to text, correlation_id text)
$$;

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
  update inbox_progress set last_seq = a_seq, last_event_id = an_event, updated_at = now()
  where consumer = a_consumer and aggregate_type = a_type and aggregate_id = an_id;
  delete from inbox_attempt where consumer = a_consumer and event_id = an_event;
end $$;
`,
  },
];
