/** What consumers keep beside their progress, as one migration each, oldest first; they come after the bus' own tables. */
export const inboxTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Inbox001Seeds',
    sql: `
-- The place of an event that is tried again: its successors wait for it and miss nothing.
alter table inbox_attempt add column aggregate_type text, add column aggregate_id text, add column aggregate_seq bigint;
create index inbox_attempt_place on inbox_attempt (consumer, aggregate_type, aggregate_id, aggregate_seq);

create or replace function bus_begin(a_consumer text, a_type text, an_aggregate text, a_seq bigint, an_event uuid) returns setof int language sql as $$
  insert into inbox_attempt as a (consumer, event_id, started, aggregate_type, aggregate_id, aggregate_seq)
  select a_consumer, an_event, 1, a_type, an_aggregate, a_seq
  from (select 1) one left join inbox_progress p on p.consumer = a_consumer and p.aggregate_type = a_type and p.aggregate_id = an_aggregate
  where coalesce(p.last_seq, 0) = a_seq - 1 and p.blocked_by is null
  on conflict (consumer, event_id) do update set started = a.started + 1 returning a.started - a.failed
$$;

create or replace function bus_next(a_consumer text, a_type text, an_id text, a_seq bigint, an_event uuid)
returns table (at timestamptz, decision text) language plpgsql as $$
declare p inbox_progress;
begin
  insert into inbox_progress (consumer, aggregate_type, aggregate_id, last_seq) values (a_consumer, a_type, an_id, 0) on conflict do nothing;
  select * into p from inbox_progress i where i.consumer = a_consumer and i.aggregate_type = a_type and i.aggregate_id = an_id for update;
  return query select app_now(), case
    when a_seq < p.last_seq then 'seen'
    when a_seq = p.last_seq then case when p.last_event_id is distinct from an_event then 'fork' else 'seen' end
    when a_seq > p.last_seq + 1 then case when exists (
      select 1 from inbox_attempt a where a.consumer = a_consumer and a.aggregate_type = a_type and a.aggregate_id = an_id
        and a.aggregate_seq = p.last_seq + 1) then 'waiting' else 'gap' end
    when p.blocked_by is not null then 'blocked'
    else 'next' end;
end $$;

-- The types of aggregates whose events a consumer has begun to take; one that it passed over before is not in it.
create table inbox_seed (consumer text not null, aggregate_type text not null, seeded_at timestamptz not null default now(),
  primary key (consumer, aggregate_type));
insert into inbox_seed (consumer, aggregate_type) select distinct consumer, aggregate_type from inbox_progress;

-- Per consumer: the last night whose events were compared, and until when a replica may be at it.
create table inbox_reconciliation (consumer text primary key, night date, claimed_until timestamptz);
`,
  },
  {
    name: 'Inbox002Company',
    sql: `
-- As bus_next, for one event each of many aggregates, in one order of locks.
create function bus_next_all(a_consumer text, some_places jsonb) returns table (n bigint, at timestamptz, decision text) language plpgsql as $$
begin
  insert into inbox_progress (consumer, aggregate_type, aggregate_id, last_seq)
  select a_consumer, r.type, r.id, 0 from jsonb_to_recordset(some_places) as r(type text, id text)
  order by r.type collate "C", r.id collate "C" on conflict do nothing;
  perform from inbox_progress i join jsonb_to_recordset(some_places) as r(type text, id text)
    on i.consumer = a_consumer and i.aggregate_type = r.type and i.aggregate_id = r.id
  order by r.type collate "C", r.id collate "C" for update of i;
  return query select r.n, app_now(), case
    when p.blocked_by is null and r.seq = p.last_seq + 1 then 'next'
    when r.seq <= p.last_seq then 'seen'
    else 'gap' end
  from rows from (jsonb_to_recordset(some_places) as (type text, id text, seq bigint)) with ordinality as r(type, id, seq, n)
    join inbox_progress p on p.consumer = a_consumer and p.aggregate_type = r.type and p.aggregate_id = r.id;
end $$;

create function bus_advance_all(a_consumer text, some_places jsonb) returns void language plpgsql as $$
begin
  update inbox_progress p set last_seq = r.seq, last_event_id = r.event, updated_at = clock_timestamp()
  from jsonb_to_recordset(some_places) as r(type text, id text, seq bigint, event uuid)
  where p.consumer = a_consumer and p.aggregate_type = r.type and p.aggregate_id = r.id;
  delete from inbox_attempt where consumer = a_consumer
    and event_id = any (array(select r.event from jsonb_to_recordset(some_places) as r(event uuid)));
end $$;
`,
  },
  {
    name: 'Inbox003LookedUp',
    sql: `
-- A plan made while the table was small would read all of it for every lot until the next analyze.
alter function bus_next_all(text, jsonb) set enable_seqscan = off;
alter function bus_next_all(text, jsonb) set enable_bitmapscan = off;
alter function bus_next_all(text, jsonb) set enable_hashjoin = off;
alter function bus_next_all(text, jsonb) set enable_mergejoin = off;
alter function bus_advance_all(text, jsonb) set enable_seqscan = off;
alter function bus_advance_all(text, jsonb) set enable_bitmapscan = off;
alter function bus_advance_all(text, jsonb) set enable_hashjoin = off;
alter function bus_advance_all(text, jsonb) set enable_mergejoin = off;
`,
  },
  {
    name: 'Inbox004EachByItsKey',
    sql: `
-- Each place by its own key: joined with a list whose length nobody knows, all that a consumer ever heard was read for every lot.
create or replace function bus_next_all(a_consumer text, some_places jsonb) returns table (n bigint, at timestamptz, decision text)
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
declare r record; p inbox_progress;
begin
  at := app_now();
  for r in select * from rows from (jsonb_to_recordset(some_places) as (type text, id text, seq bigint)) with ordinality as x(type, id, seq, place)
    order by x.type collate "C", x.id collate "C"
  loop
    select * into p from inbox_progress i where i.consumer = a_consumer and i.aggregate_type = r.type and i.aggregate_id = r.id for update;
    if not found then
      insert into inbox_progress (consumer, aggregate_type, aggregate_id, last_seq) values (a_consumer, r.type, r.id, 0) on conflict do nothing;
      select * into p from inbox_progress i where i.consumer = a_consumer and i.aggregate_type = r.type and i.aggregate_id = r.id for update;
    end if;
    n := r.place;
    decision := case
      when p.blocked_by is null and r.seq = p.last_seq + 1 then 'next'
      when r.seq <= p.last_seq then 'seen'
      else 'gap' end;
    return next;
  end loop;
end $$;

create or replace function bus_advance_all(a_consumer text, some_places jsonb) returns void
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
declare r record;
begin
  for r in select * from jsonb_to_recordset(some_places) as x(type text, id text, seq bigint, event uuid) loop
    update inbox_progress p set last_seq = r.seq, last_event_id = r.event, updated_at = clock_timestamp()
    where p.consumer = a_consumer and p.aggregate_type = r.type and p.aggregate_id = r.id;
    delete from inbox_attempt a where a.consumer = a_consumer and a.event_id = r.event;
  end loop;
end $$;
`,
  },
  {
    name: 'Inbox005BegunBy',
    sql: `
-- Who has begun it and not told how it ended. One that begins it again lives: it did not take him with it, whatever became of his answer.
alter table inbox_attempt add column begun_by uuid[] not null default '{}';

create function bus_begin(a_consumer text, a_type text, an_aggregate text, a_seq bigint, an_event uuid, by_whom uuid) returns setof int language sql as $$
  insert into inbox_attempt as a (consumer, event_id, started, aggregate_type, aggregate_id, aggregate_seq, begun_by)
  select a_consumer, an_event, 1, a_type, an_aggregate, a_seq, array[by_whom]
  from (select 1) one left join inbox_progress p on p.consumer = a_consumer and p.aggregate_type = a_type and p.aggregate_id = an_aggregate
  where coalesce(p.last_seq, 0) = a_seq - 1 and p.blocked_by is null
  on conflict (consumer, event_id) do update set
    started = a.started + case when by_whom = any (a.begun_by) then 0 else 1 end,
    begun_by = array_remove(a.begun_by, by_whom) || by_whom
  returning a.started - a.failed
$$;

create function bus_begin_again(a_consumer text, an_event uuid, by_whom uuid) returns int language sql as $$
  insert into inbox_attempt as a (consumer, event_id, started, begun_by) values (a_consumer, an_event, 1, array[by_whom])
  on conflict (consumer, event_id) do update set
    started = a.started + case when by_whom = any (a.begun_by) then 0 else 1 end,
    begun_by = array_remove(a.begun_by, by_whom) || by_whom
  returning a.started - a.failed
$$;
`,
  },
];
