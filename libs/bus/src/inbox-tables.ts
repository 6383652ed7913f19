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
];
