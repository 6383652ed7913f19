import { createHash } from 'node:crypto';
import type { EscalationStep, ClockOffset } from './policy.js';

/** What clocks need beside the table `clock` of the bus: policies, pauses and the service's calendar. */
export const clockTables: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'Clocks001Policies',
    sql: `
create table business_calendar (
  id uuid primary key, version int not null default 1,
  code text not null unique, name text not null, hours jsonb not null, days jsonb not null default '[]', years jsonb not null default '[]');
insert into business_calendar (id, code, name, hours) values
  ('01900000-0000-7000-8000-000000000001', 'OFFICE', '办公日历', '[{"from":"09:00","to":"12:00"},{"from":"13:30","to":"18:00"}]');

create table clock_policy (
  id uuid primary key, version int not null default 1,
  rule text not null, policy_version int not null check (policy_version > 0),
  title text not null, source text not null,
  amount int not null, unit text not null check (unit in ('NATURAL_DAYS', 'CALENDAR_MONTHS', 'WORKING_DAYS', 'WORKING_MINUTES')),
  due_time text check (due_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  calendar text not null default 'OFFICE' references business_calendar (code), escalation jsonb not null default '[]',
  valid_from date not null, published_at timestamptz not null, published_by text not null, remark text);
create unique index clock_policy_rule_version on clock_policy (rule, policy_version);

alter table clock drop constraint clock_rule_subject_id_cycle_key;
alter table clock
  add column level int not null default 0,
  add column policy_version int,
  add column case_since timestamptz not null default app_now(),
  add column from_at timestamptz,
  add column escalate_to jsonb,
  add column project_id text,
  add column paused_at timestamptz,
  add column settled_at timestamptz;
update clock set case_since = planned_at;
create unique index clock_once on clock (rule, subject_id, cycle, level);
create index clock_subject on clock (subject_id);
drop index clock_due;
create index clock_due on clock (due_at)
  where fired_at is null and cancelled_at is null and settled_at is null and paused_at is null;

create table clock_pause (
  id uuid primary key default gen_random_uuid(),
  rule text not null, subject_id text not null, cycle text not null, reason text not null,
  paused_at timestamptz not null, paused_by text not null, resumed_at timestamptz, resumed_by text);
create index clock_pause_subject on clock_pause (subject_id);
create unique index clock_pause_open on clock_pause (rule, subject_id, cycle) where resumed_at is null;
`,
  },
  {
    name: 'Clocks002LaterLevels',
    sql: `
-- The levels of a chain wait inside the first one until it fires: a duty that is done in time costs one row.
alter table clock add column later jsonb;
drop index clock_once;
drop index clock_subject;
create unique index clock_once on clock (subject_id, rule, cycle, level);

create function clock_later_id(first uuid, level int) returns uuid language sql immutable as $$ select md5(first::text || level)::uuid $$;
create view clock_planned as
select id, rule, subject_id, cycle, level, due_at, from_at, policy_version, escalate_to, project_id, fired_at, cancelled_at, settled_at, paused_at
from clock
union all
select clock_later_id(c.id, l.level), c.rule, c.subject_id, c.cycle, l.level, l.due_at, c.from_at, c.policy_version, l.escalate_to, c.project_id,
  null, c.cancelled_at, c.settled_at, c.paused_at
from clock c cross join lateral jsonb_to_recordset(c.later) as l(level int, due_at timestamptz, escalate_to jsonb)
where c.fired_at is null;

-- Gives the levels behind a first one rows of their own, unless the duty is done or off.
create function clock_unfold(first uuid) returns void language sql as $$
  insert into clock (id, rule, subject_id, cycle, level, due_at, from_at, payload, policy_version, case_since, escalate_to, project_id)
  select clock_later_id(c.id, l.level), c.rule, c.subject_id, c.cycle, l.level, l.due_at, c.from_at, c.payload, c.policy_version, c.case_since,
    l.escalate_to, c.project_id
  from clock c cross join lateral jsonb_to_recordset(c.later) as l(level int, due_at timestamptz, escalate_to jsonb)
  where c.id = first and c.cancelled_at is null and c.settled_at is null
  on conflict (subject_id, rule, cycle, level) do nothing;
  update clock set later = '[]' where id = first and later is not null;
$$;
`,
  },
  {
    name: 'Clocks003KnownByHeart',
    sql: `
create trigger clock_policy_changed after insert or update or delete on clock_policy for each statement execute function settings_changed();
create trigger business_calendar_changed after insert or update or delete on business_calendar for each statement execute function settings_changed();
`,
  },
];

/** A policy as a migration ships it. */
export interface ShippedPolicy extends ClockOffset {
  readonly rule: string;
  /** In Chinese, as people see it. */
  readonly title: string;
  /** Paragraph of the source, or the reading. */
  readonly source: string;
  readonly escalation?: readonly EscalationStep[];
  readonly calendar?: string;
  readonly remark?: string;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const orNull = (text: string | undefined) => (text === undefined ? 'null' : quote(text));

/** SQL of a migration that gives rules their first policy, valid from the beginning. A later change is published, or a migration of its own. */
export function clockPolicies(policies: readonly ShippedPolicy[]): string {
  const rows = policies.map(
    ({ rule, title, source, amount, unit, at, escalation = [], calendar = 'OFFICE', remark }) => {
      const tail = createHash('sha1').update(rule).digest('hex').slice(0, 12);
      const texts = [rule, title, source].map(quote).join(', ');
      return `('01900000-0000-7000-8000-${tail}', 1, ${texts}, ${amount}, ${quote(unit)}, ${orNull(at)}, ${quote(calendar)}, ${quote(
        JSON.stringify(escalation),
      )}, '2000-01-01', '2000-01-01', '公司制度', ${orNull(remark)})`;
    },
  );
  return `insert into clock_policy (id, policy_version, rule, title, source, amount, unit, due_time, calendar, escalation, valid_from, published_at, published_by, remark) values
${rows.join(',\n')};`;
}
