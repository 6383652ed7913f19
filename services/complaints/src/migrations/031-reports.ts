/**
 * What reports read: one row for each case and one for each stage it went through, kept by a trigger in the transaction of the change.
 * Minutes are kept to three digits (12,345 is 12,300), so that a year is counted, not sorted.
 */
export const reportTables = {
  name: 'Complaints031Reports',
  sql: `
create function report_minutes(span interval) returns int language sql immutable as $$
  select case when m < 1000 then greatest(m, 0)::int else round(m, 2 - floor(log(m))::int)::int end
  from (select round(extract(epoch from span) / 60) as m) s $$;

create table case_stage (
  complaint_id uuid not null, place int not null, project_id text not null, received_on date not null, stage text not null,
  entered_at timestamptz not null, left_at timestamptz,
  minutes_to int not null, minutes_in int, minutes_left int,
  primary key (complaint_id, place));
create index case_stage_period on case_stage (received_on, project_id, stage) include (minutes_to, minutes_in, minutes_left);
create index case_stage_open on case_stage (project_id, stage) where left_at is null and stage not in ('CLOSED', 'WITHDRAWN', 'UNAGREED');
create index case_stage_history on case_stage (stage, entered_at) include (minutes_left) where minutes_left is not null;

create table case_fact (
  complaint_id uuid primary key, form_no text not null, project_id text not null, state text not null, kind text not null,
  received_at timestamptz not null, received_on date not null, ended_at timestamptz, due_on date not null,
  category text not null, urgency text not null, channel text not null, source text not null, customer_kind text not null,
  building text, cause text, liability text, department text, validity text, satisfaction text,
  reopened int not null default 0, late boolean, minutes int);
create index case_fact_period on case_fact (received_on, project_id)
  include (state, category, urgency, building, liability, satisfaction, reopened, late, minutes);

create function note_case() returns trigger language plpgsql as $$
declare
  at timestamptz := case when tg_op = 'INSERT' then new.received_at else app_now() end;
  moved boolean := tg_op = 'INSERT' or new.state is distinct from old.state;
  done boolean := new.state in ('CLOSED', 'WITHDRAWN', 'UNAGREED');
  today date := (at at time zone 'Asia/Shanghai')::date;
  begun date := (new.received_at at time zone 'Asia/Shanghai')::date;
  last int := 0;
  whole jsonb := to_jsonb(new);
  found jsonb := whole->'handling'->'investigation';
begin
  if moved then
    if tg_op = 'UPDATE' then
      update case_stage set left_at = at, minutes_in = report_minutes(at - entered_at)
        where complaint_id = new.id and left_at is null returning place into last;
    end if;
    insert into case_stage (complaint_id, place, project_id, received_on, stage, entered_at, minutes_to)
      values (new.id, coalesce(last, 0) + 1, new.project_id, begun, new.state, at, report_minutes(at - new.received_at));
    if done then
      update case_stage set minutes_left = report_minutes(at - entered_at) where complaint_id = new.id;
    end if;
  end if;
  insert into case_fact as f (complaint_id, form_no, project_id, state, kind, received_at, received_on, due_on, category, urgency, channel,
      source, customer_kind, building, cause, liability, department, validity, satisfaction, reopened, ended_at, late, minutes)
    values (new.id, new.form_no, new.project_id, new.state, coalesce(whole->>'kind', 'COMPLAINT'), new.received_at, begun, new.due_on,
      new.category, new.urgency, new.channel, new.source, new.customer_kind, nullif(split_part(new.room, '-', 1), ''),
      found->>'cause', found->>'liability', found->>'responsibleDepartment', found->>'validity', whole->'handling'->'feedback'->>'satisfaction',
      coalesce((whole->>'reopened')::int, 0),
      case when done then at end, case when done then today > new.due_on end, case when done then report_minutes(at - new.received_at) end)
    on conflict (complaint_id) do update set state = excluded.state, kind = excluded.kind, due_on = excluded.due_on, category = excluded.category,
      urgency = excluded.urgency, building = excluded.building, cause = excluded.cause, liability = excluded.liability,
      department = excluded.department, validity = excluded.validity, satisfaction = excluded.satisfaction, reopened = excluded.reopened,
      ended_at = case when not done then null when moved then excluded.ended_at else f.ended_at end,
      late = case when not done then null when moved then excluded.late else f.late end,
      minutes = case when not done then null when moved then excluded.minutes else f.minutes end;
  return null;
end $$;
create trigger complaint_noted after insert or update on complaint for each row execute function note_case();

-- Cases from before: their stages as the change log tells them.
insert into case_stage (complaint_id, place, project_id, received_on, stage, entered_at, left_at, minutes_to, minutes_in, minutes_left)
select s.id, row_number() over w, s.project_id, (s.received_at at time zone 'Asia/Shanghai')::date, s.stage, s.at, lead(s.at) over w,
  report_minutes(s.at - s.received_at), report_minutes(lead(s.at) over w - s.at),
  case when s.state in ('CLOSED', 'WITHDRAWN', 'UNAGREED') then report_minutes(max(s.at) over (partition by s.id) - s.at) end
from (
  select c.id, c.project_id, c.received_at, c.state, 'REGISTERED' as stage, c.received_at as at, 0 as nr from complaint c
  union all
  select c.id, c.project_id, c.received_at, c.state, l.state_to, l.at, l.id from complaint c
  join change_log l on l.aggregate_type = 'complaint' and l.aggregate_id = c.id::text
  where l.state_from is not null and l.state_to is not null and l.state_from <> l.state_to) s
window w as (partition by s.id order by s.at, s.nr);
insert into case_fact (complaint_id, form_no, project_id, state, kind, received_at, received_on, due_on, category, urgency, channel, source,
    customer_kind, building, cause, liability, department, validity, satisfaction, ended_at, late, minutes)
select c.id, c.form_no, c.project_id, c.state, 'COMPLAINT', c.received_at, (c.received_at at time zone 'Asia/Shanghai')::date, c.due_on,
  c.category, c.urgency, c.channel, c.source, c.customer_kind, nullif(split_part(c.room, '-', 1), ''),
  i->>'cause', i->>'liability', i->>'responsibleDepartment', i->>'validity', to_jsonb(c)->'handling'->'feedback'->>'satisfaction',
  e.at, (e.at at time zone 'Asia/Shanghai')::date > c.due_on, report_minutes(e.at - c.received_at)
from complaint c cross join lateral (select to_jsonb(c)->'handling'->'investigation' as i) h
left join lateral (select max(s.entered_at) as at from case_stage s where s.complaint_id = c.id
  and c.state in ('CLOSED', 'WITHDRAWN', 'UNAGREED')) e on true;

create table saved_report (
  id uuid primary key, version int not null default 1, state text not null check (state in ('KEPT', 'REMOVED')),
  title text not null, about text not null, filters jsonb not null, group_by jsonb not null,
  owner_id text not null, owner_name text not null, shared boolean not null);
create index saved_report_owner on saved_report (owner_id, id) where state = 'KEPT';
create index saved_report_shared on saved_report (id) where state = 'KEPT' and shared;
`,
};
