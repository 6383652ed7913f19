/**
 * 服务阶段报告 over a year reads counted values instead of every stage of every case. A stage is counted once it was left or its case ended,
 * so that entering a case costs nothing; the stages that open cases stand in are few and are read as they are. What changes is noted in the
 * transaction that changes it and folded into the tally a moment later: the tally and what is still to be folded together are always exact. The clocks of cases are counted in the same
 * way, by the day on which they were due.
 */
export const stageTally = {
  name: 'Complaints061StageTally',
  sql: `
create table stage_change (
  id bigint generated always as identity primary key,
  received_on date not null, project_id text not null, stage text not null, many int not null,
  minutes_to int, minutes_in int, minutes_left int);
-- By whole months and by thirds of a month (旬), of each project and of all of them ('*').
create table stage_tally (
  from_on date not null, until_on date not null, project_id text not null, stage text not null,
  measure int not null check (measure in (1, 2, 3)), minutes int not null, many int not null,
  primary key (from_on, until_on, project_id, stage, measure, minutes) include (many));
create index case_stage_standing on case_stage (received_on, project_id, stage) include (minutes_to) where left_at is null and minutes_left is null;

create function note_stage_change() returns trigger language plpgsql as $$
declare
  was_counted boolean := old.left_at is not null or old.minutes_left is not null;
  is_counted boolean := new.left_at is not null or new.minutes_left is not null;
  old_to int := case when was_counted then old.minutes_to end;
  new_to int := case when is_counted then new.minutes_to end;
begin
  insert into stage_change (received_on, project_id, stage, many, minutes_to, minutes_in, minutes_left)
  select new.received_on, new.project_id, new.stage, c.*
  from (values
    (1, case when new_to is distinct from old_to then new_to end,
      case when new.minutes_in is distinct from old.minutes_in then new.minutes_in end,
      case when new.minutes_left is distinct from old.minutes_left then new.minutes_left end),
    (-1, case when new_to is distinct from old_to then old_to end,
      case when new.minutes_in is distinct from old.minutes_in then old.minutes_in end,
      case when new.minutes_left is distinct from old.minutes_left then old.minutes_left end)) c(many, minutes_to, minutes_in, minutes_left)
  where num_nonnulls(c.minutes_to, c.minutes_in, c.minutes_left) > 0;
  return null;
end $$;
create trigger case_stage_counted after update on case_stage for each row execute function note_stage_change();

create function stage_spans(day date, out from_on date, out until_on date) returns setof record language sql immutable as $$
  select m.first, (m.first + interval '1 month')::date - 1 from (select date_trunc('month', day::timestamp)::date as first) m
  union all
  select m.first + 10 * t.third, case t.third when 2 then (m.first + interval '1 month')::date - 1 else m.first + 10 * t.third + 9 end
  from (select date_trunc('month', day::timestamp)::date as first) m, (select least((extract(day from day)::int - 1) / 10, 2) as third) t $$;

-- Folds up to so many changes into the tally; how many there were. Whoever comes while another folds has nothing to do.
create function fold_stage_changes(most int) returns int language plpgsql as $$
declare folded int;
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_stage_changes')) then return 0; end if;
  with taken as (
    delete from stage_change where id in (select id from stage_change order by id limit most)
    returning received_on, project_id, stage, many, minutes_to, minutes_in, minutes_left),
  counted as (
    select t.received_on, t.project_id, t.stage, v.measure, v.minutes, sum(t.many) as many
    from taken t cross join lateral (values (1, t.minutes_to), (2, t.minutes_in), (3, t.minutes_left)) v(measure, minutes)
    where v.minutes is not null group by 1, 2, 3, 4, 5),
  kept as (
    insert into stage_tally as t (from_on, until_on, project_id, stage, measure, minutes, many)
    select s.from_on, s.until_on, p.project_id, c.stage, c.measure, c.minutes, sum(c.many)
    from counted c cross join lateral stage_spans(c.received_on) s cross join lateral (values (c.project_id), ('*')) p(project_id)
    group by 1, 2, 3, 4, 5, 6 having sum(c.many) <> 0
    on conflict (from_on, until_on, project_id, stage, measure, minutes) do update set many = t.many + excluded.many
    returning 1)
  select count(*) into folded from taken;
  return folded;
end $$;

-- Counts every stage anew; nobody moves a case meanwhile.
create function recount_stages() returns void language plpgsql as $$
begin
  lock table case_stage in share mode;
  delete from stage_change;
  delete from stage_tally;
  insert into stage_tally (from_on, until_on, project_id, stage, measure, minutes, many)
  select t.first_on, (select until_on from stage_spans(t.first_on) where from_on = t.first_on and until_on <= t.first_on + 10),
    t.project_id, t.stage, v.measure, v.minutes, count(*)
  from (
    select date_trunc('month', received_on::timestamp)::date + 10 * least((extract(day from received_on)::int - 1) / 10, 2) as first_on, *
    from case_stage where left_at is not null or minutes_left is not null) t
  cross join lateral (values (1, t.minutes_to), (2, t.minutes_in), (3, t.minutes_left)) v(measure, minutes)
  where v.minutes is not null group by t.first_on, t.project_id, t.stage, v.measure, v.minutes;
  insert into stage_tally (from_on, until_on, project_id, stage, measure, minutes, many)
  select from_on, until_on, '*', stage, measure, minutes, sum(many) from stage_tally group by from_on, until_on, stage, measure, minutes;
  insert into stage_tally (from_on, until_on, project_id, stage, measure, minutes, many)
  select m.first_on, (m.first_on + interval '1 month')::date - 1, m.project_id, m.stage, m.measure, m.minutes, sum(m.many)
  from (select date_trunc('month', from_on::timestamp)::date as first_on, * from stage_tally) m
  group by m.first_on, m.project_id, m.stage, m.measure, m.minutes;
end $$;
select recount_stages();

-- Clocks of cases, by the day on which they were due: kept, or broken because they fired or were settled late.
create table clock_change (
  id bigint generated always as identity primary key, due_on date not null, project_id text not null, rule text not null, kept int not null, broken int not null);
create table clock_day (
  due_on date not null, project_id text not null, rule text not null, kept int not null, broken int not null,
  primary key (due_on, project_id, rule));

create function clock_kept(c clock) returns boolean language sql immutable as $$
  select case when c.cancelled_at is not null then null when c.settled_at is not null then c.settled_at <= c.due_at when c.fired_at is not null then false end $$;
create function note_clock_change() returns trigger language plpgsql as $$
declare
  kept_before boolean := clock_kept(old);
  kept_now boolean := clock_kept(new);
begin
  if kept_before is not distinct from kept_now and (kept_now is null or old.due_at = new.due_at) then return null; end if;
  insert into clock_change (due_on, project_id, rule, kept, broken)
  select (c.due_at at time zone 'Asia/Shanghai')::date, coalesce(new.project_id, '-'), new.rule, c.sign * c.kept::int, c.sign * (not c.kept)::int
  from (values (-1, kept_before, old.due_at), (1, kept_now, new.due_at)) c(sign, kept, due_at) where c.kept is not null;
  return null;
end $$;
create trigger clock_counted after update of fired_at, settled_at, cancelled_at, due_at on clock for each row
  when (new.level = 0 and split_part(new.rule, '.', 1) in ('complaint', 'repair', 'suggestion', 'objection')) execute function note_clock_change();

create function fold_clock_changes(most int) returns int language plpgsql as $$
declare folded int;
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_clock_changes')) then return 0; end if;
  with taken as (
    delete from clock_change where id in (select id from clock_change order by id limit most) returning due_on, project_id, rule, kept, broken),
  added as (
    insert into clock_day as d (due_on, project_id, rule, kept, broken)
    select due_on, project_id, rule, sum(kept), sum(broken) from taken group by due_on, project_id, rule
    on conflict (due_on, project_id, rule) do update set kept = d.kept + excluded.kept, broken = d.broken + excluded.broken
    returning 1)
  select count(*) into folded from taken;
  return folded;
end $$;
create function recount_clocks() returns void language plpgsql as $$
begin
  lock table clock in share mode;
  delete from clock_change;
  delete from clock_day;
  insert into clock_day (due_on, project_id, rule, kept, broken)
  select (c.due_at at time zone 'Asia/Shanghai')::date, coalesce(c.project_id, '-'), c.rule,
    count(*) filter (where clock_kept(c)), count(*) filter (where not clock_kept(c))
  from clock c where c.level = 0 and split_part(c.rule, '.', 1) in ('complaint', 'repair', 'suggestion', 'objection') and clock_kept(c) is not null
  group by 1, 2, 3;
end $$;
select recount_clocks();
`,
};
