/**
 * 来电来访 counted by day, for reports over a whole project. Which days have changed since they were counted is written in the same
 * transaction as the entries; a reader counts those days itself, so that figures and entries never differ.
 */
export const visitCountTables = {
  name: 'SalesOffice040VisitCounts',
  sql: `
create table visit_count (
  project_id text not null, dimension text not null check (dimension in ('CHANNEL', 'CONCERN', 'CONSULTANT')), day date not null,
  kind text not null, key text not null, entries int not null, primary key (project_id, dimension, day, kind, key) include (entries));
create table visit_changed (project_id text not null, day date not null);
create index visit_changed_day on visit_changed (project_id, day);

-- What one day counts: kept in visit_count for days that rest, computed for the others.
create function visit_counts_of(of_project text, of_day date) returns table (dimension text, kind text, key text, entries int)
language sql stable as $$
  with entry as (select v.kind, v.channel, v.concerns, v.consultant from visit v where v.project_id = of_project
    and v.at >= (of_day::timestamp at time zone 'Asia/Shanghai') and v.at < ((of_day + 1)::timestamp at time zone 'Asia/Shanghai'))
  select 'CHANNEL', e.kind, coalesce(e.channel, 'UNKNOWN'), count(*)::int from entry e group by 2, 3
  union all select 'CONCERN', '', c.concern, count(*)::int from entry e cross join lateral jsonb_array_elements_text(e.concerns) c(concern) group by 3
  union all select 'CONSULTANT', '', e.consultant, count(*)::int from entry e where e.consultant is not null group by 3 $$;

create function note_visits() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into visit_changed select distinct project_id, (at at time zone 'Asia/Shanghai')::date from entered;
  elsif tg_op = 'DELETE' then
    insert into visit_changed select distinct project_id, (at at time zone 'Asia/Shanghai')::date from gone;
  else
    insert into visit_changed
      select distinct d.project_id, (d.at at time zone 'Asia/Shanghai')::date
      from entered n join gone o on o.id = n.id cross join lateral (values (o.project_id, o.at), (n.project_id, n.at)) d(project_id, at)
      where (n.project_id, n.at, n.kind, n.channel, n.concerns, n.consultant)
        is distinct from (o.project_id, o.at, o.kind, o.channel, o.concerns, o.consultant);
  end if;
  return null;
end $$;
create trigger visit_entered after insert on visit referencing new table as entered for each statement execute function note_visits();
create trigger visit_mended after update on visit referencing old table as gone new table as entered for each statement execute function note_visits();
create trigger visit_gone after delete on visit referencing old table as gone for each statement execute function note_visits();

-- Counts changed days before a day anew, the oldest first; how many. Whoever counts holds the lock from before he reads until he has
-- committed: an older reading never overwrites a newer one. A mark that comes while he counts stays.
create function count_visits(before date, most int) returns int language plpgsql as $$
declare
  projects text[];
  days date[];
begin
  perform pg_advisory_xact_lock(hashtext('count_visits'));
  with oldest as (select distinct day, project_id from visit_changed where day < before order by 1, 2 limit most),
    taken as (delete from visit_changed c using oldest o where c.project_id = o.project_id and c.day = o.day returning c.project_id, c.day)
    select array_agg(t.project_id), array_agg(t.day) into projects, days from (select distinct project_id, day from taken) t;
  delete from visit_count c using unnest(projects, days) d(project_id, day) where c.project_id = d.project_id and c.day = d.day;
  insert into visit_count (project_id, dimension, day, kind, key, entries)
    select d.project_id, l.dimension, d.day, l.kind, l.key, l.entries
    from unnest(projects, days) d(project_id, day) cross join lateral visit_counts_of(d.project_id, d.day) l;
  return coalesce(cardinality(days), 0);
end $$;

insert into visit_changed select distinct project_id, (at at time zone 'Asia/Shanghai')::date from visit;
select count_visits((app_now() at time zone 'Asia/Shanghai')::date, null);
`,
};
