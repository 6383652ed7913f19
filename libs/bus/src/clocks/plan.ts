import { dayOf, officeCalendar, startOfDay, type Day } from '@linli/kernel';
import { now } from '../use-case.js';
import { currentWork } from '../work.js';
import {
  countsWorkingTime,
  dueTimes,
  type ClockPlan,
  type ClockUnit,
  type EscalationStep,
  type Pause,
} from './policy.js';
import { serviceCalendar } from './service-calendar.js';

/** What a clock is about: an aggregate. Colleagues of other projects do not see its clocks. */
export interface ClockSubject {
  readonly id: string;
  readonly projectId?: string | null;
}

export interface ClockStart {
  /** From where the policy counts: an instant, or the beginning of a day in Shanghai. */
  readonly from: Date | Day;
  /** Tells firings of one rule about one subject apart, such as the day of a signing or a month; '1' unless told. */
  readonly cycle?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /**
   * Since when the case runs: it keeps the policies in force then. Unless told, since its first clock was planned; a recurring duty
   * passes `now()` to take the policy of each cycle.
   */
  readonly caseSince?: Date;
}

/** A planned clock: when it is due, and when each level of its chain is. */
export interface PlannedClock {
  readonly dueAt: Date;
  readonly dueOn: Day;
  readonly policyVersion: number;
  readonly levels: readonly Date[];
}

/** A row of clock_policy, as far as planning needs it. */
export interface PolicyRow {
  readonly policy_version: number;
  readonly amount: number;
  readonly unit: ClockUnit;
  readonly due_time: string | null;
  readonly calendar: string;
  readonly escalation: EscalationStep[];
}

interface Known {
  readonly policy: PolicyRow | null;
  readonly since: Date | string;
  readonly pauses: { from: string; to: string }[] | null;
  /** Whether this clock was planned before. */
  readonly begun?: boolean | null;
}

/**
 * Plans what the rule's policy says, escalation chain included. One firing per (rule, subject, cycle, level): planning it again with
 * another `from` moves what has not fired, under the policy version it began with. A time in the past fires at once.
 * Refuses `calendar.year-unknown` when working time runs into a year without data.
 */
export async function planClock(rule: string, subject: ClockSubject, start: ClockStart): Promise<PlannedClock> {
  const [planned] = await planClocks(rule, [{ subject, ...start }]);
  return planned!;
}

/** `planClock` for many subjects of one rule, in two statements. */
export async function planClocks(
  rule: string,
  starts: readonly (ClockStart & { readonly subject: ClockSubject })[],
): Promise<PlannedClock[]> {
  if (starts.length === 0) return [];
  const { em } = currentWork();
  const asked = starts.map(({ subject, cycle = '1', caseSince }, n) => ({
    n,
    subject_id: subject.id,
    cycle,
    since: caseSince?.toISOString() ?? null,
  }));
  const known = await em.execute<Known[]>(KNOWN, [rule, now().toISOString(), JSON.stringify(asked)]);
  const calendarOf = new Map<string, Awaited<ReturnType<typeof serviceCalendar>>>();
  const rows: object[] = [];
  const planned: PlannedClock[] = [];
  for (const [n, { subject, from: begin, cycle = '1', payload = {} }] of starts.entries()) {
    const { policy, since, pauses } = known[n]!;
    if (!policy)
      throw new Error(`The rule ${rule} has no policy; its first one comes with a migration of the service.`);
    const from = typeof begin === 'string' ? startOfDay(begin) : begin;
    const plan = planOf(policy);
    if (countsWorkingTime(plan) && !calendarOf.has(policy.calendar))
      calendarOf.set(policy.calendar, await serviceCalendar(policy.calendar));
    const levels = dueTimes(
      plan,
      from,
      (pauses ?? []).map(pauseOf),
      calendarOf.get(policy.calendar) ?? officeCalendar(),
    );
    rows.push({
      ...{ subject_id: subject.id, cycle, payload },
      due_at: levels[0]!.toISOString(),
      from_at: from.toISOString(),
      policy_version: policy.policy_version,
      case_since: new Date(since).toISOString(),
      project_id: subject.projectId ?? null,
      later: laterOf(plan, levels),
    });
    planned.push({ dueAt: levels[0]!, dueOn: dayOf(levels[0]!), policyVersion: policy.policy_version, levels });
  }
  currentWork().hasClocks ||= planned.some(({ dueAt }) => dueAt <= now());
  await em.execute(PLAN, [rule, JSON.stringify(rows)]);
  if (known.some(({ begun }) => begun)) await em.execute(MOVE_LEVELS, [JSON.stringify(rows), rule]);
  return planned;
}

/** Takes back what has not fired: the matter is off. Of one cycle, or of all. */
export async function cancelClock(rule: string, subject: ClockSubject, cycle?: string): Promise<void> {
  await end('cancelled_at', 'c.fired_at is null', rule, subject, cycle);
}

/** The duty is done: nothing of it fires or escalates any more, and its record says when. Kept when that is not after its due time. */
export async function settleClock(rule: string, subject: ClockSubject, cycle?: string): Promise<void> {
  await end('settled_at', 'true', rule, subject, cycle);
}

/** `settleClock` for many subjects and rules, in one statement. */
export async function settleClocks(rules: readonly string[], subjects: readonly ClockSubject[]): Promise<void> {
  const { em, surroundings } = currentWork();
  const at = now().toISOString();
  await em.execute(
    `with ended as (
       update clock c set settled_at = ?, paused_at = null
       where c.subject_id = any(array(select jsonb_array_elements_text(?::jsonb)))
         and c.rule = any(array(select jsonb_array_elements_text(?::jsonb))) and c.cancelled_at is null and c.settled_at is null
       returning c.rule, c.subject_id, c.cycle)
     update clock_pause p set resumed_at = ?, resumed_by = ? from ended e
     where p.rule = e.rule and p.subject_id = e.subject_id and p.cycle = e.cycle and p.resumed_at is null`,
    [at, JSON.stringify(subjects.map(({ id }) => id)), JSON.stringify(rules), at, surroundings.actor.id],
  );
}

async function end(
  mark: 'cancelled_at' | 'settled_at',
  condition: string,
  rule: string,
  { id }: ClockSubject,
  cycle: string | undefined,
): Promise<void> {
  const { em, surroundings } = currentWork();
  const at = now().toISOString();
  await em.execute(
    `with ended as (
       update clock c set ${mark} = ?, paused_at = null where c.rule = ? and c.subject_id = ? and ${condition}
         and c.cancelled_at is null and c.settled_at is null ${cycle === undefined ? '' : 'and c.cycle = ?'}
       returning c.rule, c.subject_id, c.cycle)
     update clock_pause p set resumed_at = ?, resumed_by = ? from ended e
     where p.rule = e.rule and p.subject_id = e.subject_id and p.cycle = e.cycle and p.resumed_at is null`,
    [at, rule, id, ...(cycle === undefined ? [] : [cycle]), at, surroundings.actor.id],
  );
}

/** Stops the clocks of the subject, or those of these rules, until they are resumed; each pause stays on record. What is due already still fires. */
export async function pauseClocks(
  subject: ClockSubject,
  { reason, rules }: { readonly reason: string; readonly rules?: readonly string[] },
): Promise<void> {
  const { em, surroundings } = currentWork();
  const at = now().toISOString();
  // The chain behind a level that is due and has not fired yet is still to come: it is stopped.
  await em.execute(
    `select clock_unfold(id) from clock where subject_id = ? and later <> '[]' and due_at <= ? and fired_at is null
       and cancelled_at is null and settled_at is null ${amongst(rules)}`,
    [subject.id, at, ...(rules ?? [])],
  );
  await em.execute(
    `with stopped as (
       update clock set paused_at = ? where subject_id = ? and policy_version is not null and due_at > ?
         and fired_at is null and cancelled_at is null and settled_at is null and paused_at is null ${amongst(rules)}
       returning rule, cycle)
     insert into clock_pause (rule, subject_id, cycle, reason, paused_at, paused_by)
     select distinct rule, ?, cycle, ?, ?::timestamptz, ? from stopped
     on conflict (rule, subject_id, cycle) where resumed_at is null do nothing`,
    [at, subject.id, at, ...(rules ?? []), subject.id, reason, at, surroundings.actor.id],
  );
}

/** Lets paused clocks run on: each is put off by its pause. */
export async function resumeClocks(
  subject: ClockSubject,
  { rules }: { readonly rules?: readonly string[] } = {},
): Promise<void> {
  const { em, surroundings } = currentWork();
  const at = now().toISOString();
  const ended = await em.execute<{ rule: string; cycle: string }[]>(
    `update clock_pause set resumed_at = ?, resumed_by = ? where subject_id = ? and resumed_at is null ${amongst(rules)} returning rule, cycle`,
    [at, surroundings.actor.id, subject.id, ...(rules ?? [])],
  );
  await replan(
    'c.subject_id = ? and (c.rule, c.cycle) in (select rule, cycle from jsonb_to_recordset(?::jsonb) as r(rule text, cycle text))',
    [subject.id, JSON.stringify(ended)],
  );
  if (ended.length > 0) currentWork().hasClocks = true;
}

/**
 * Counts the open clocks that fulfil the condition anew, under their policies, with the pauses and the calendar as they are now.
 * The last level tells from where: a level that has fired keeps the beginning that it fired under.
 */
export async function replan(condition: string, values: readonly unknown[]): Promise<void> {
  const { em } = currentWork();
  const open = await em.execute<
    (Known & { rule: string; subject_id: string; cycle: string; from_at: Date | string })[]
  >(
    `select c.rule, c.subject_id, c.cycle, c.from_at, to_jsonb(p) as policy, ${PAUSES} as pauses
     from clock c join clock_policy p on p.rule = c.rule and p.policy_version = c.policy_version
     where c.from_at is not null and c.fired_at is null and c.cancelled_at is null and c.settled_at is null and not exists (
       select 1 from clock h where h.rule = c.rule and h.subject_id = c.subject_id and h.cycle = c.cycle and h.level > c.level
         and h.fired_at is null) and ${condition}`,
    [...values],
  );
  const calendarOf = new Map<string, Awaited<ReturnType<typeof serviceCalendar>>>();
  const rows: object[] = [];
  for (const { rule, subject_id, cycle, from_at, policy, pauses } of open) {
    const plan = planOf(policy!);
    if (!calendarOf.has(policy!.calendar)) calendarOf.set(policy!.calendar, await serviceCalendar(policy!.calendar));
    const levels = dueTimes(plan, new Date(from_at), (pauses ?? []).map(pauseOf), calendarOf.get(policy!.calendar)!);
    const later = laterOf(plan, levels);
    for (const [level, due] of levels.entries())
      rows.push({ rule, subject_id, cycle, level, due_at: due.toISOString(), later: level === 0 ? later : null });
  }
  if (rows.length === 0) return;
  await em.execute(
    `update clock c set due_at = r.due_at, next_attempt_at = null, later = case when c.later <> '[]' then r.later else c.later end,
       paused_at = (select max(p.paused_at) from clock_pause p where p.rule = c.rule and p.subject_id = c.subject_id and p.cycle = c.cycle
         and p.resumed_at is null)
     from jsonb_to_recordset(?::jsonb) as r(rule text, subject_id text, cycle text, level int, due_at timestamptz, later jsonb)
     where c.rule = r.rule and c.subject_id = r.subject_id and c.cycle = r.cycle and c.level = r.level
       and c.fired_at is null and c.cancelled_at is null and c.settled_at is null`,
    [JSON.stringify(rows)],
  );
}

const amongst = (rules: readonly string[] | undefined) =>
  rules === undefined ? '' : `and rule in (${rules.map(() => '?').join(', ') || 'null'})`;

export const planOf = ({ amount, unit, due_time, escalation }: PolicyRow): ClockPlan => ({
  ...{ amount, unit, escalation },
  ...(due_time === null ? {} : { at: due_time }),
});

/** The levels behind the first, as they wait in its row. */
export const laterOf = ({ escalation }: ClockPlan, levels: readonly Date[]) =>
  levels.length < 2
    ? null
    : levels.slice(1).map((due, n) => ({
        level: n + 1,
        due_at: due.toISOString(),
        escalate_to: { role: escalation[n]!.role, name: escalation[n]!.name },
      }));

const pauseOf = ({ from, to }: { from: string; to: string }): Pause => ({ from: new Date(from), to: new Date(to) });

const PAUSES = `(select jsonb_agg(jsonb_build_object('from', p.paused_at, 'to', p.resumed_at)) from clock_pause p
  where p.rule = c.rule and p.subject_id = c.subject_id and p.cycle = c.cycle and p.resumed_at is not null)`;

// A clock keeps its version; a case keeps the versions in force when it began; the highest version whose day has come is in force.
const KNOWN = `
with c as (
  select a.n, a.subject_id, a.cycle, q.rule, coalesce(a.since, (select min(o.case_since) from clock o where o.subject_id = a.subject_id), q.at) as since
  from (select ? as rule, ?::timestamptz as at) q, jsonb_to_recordset(?::jsonb) as a(n int, subject_id text, cycle text, since timestamptz))
select c.since, to_jsonb(p) as policy, ${PAUSES} as pauses,
  (select true from clock o where o.rule = c.rule and o.subject_id = c.subject_id and o.cycle = c.cycle and o.level = 0 limit 1) as begun
from c left join clock_policy p on p.rule = c.rule and p.policy_version = coalesce(
  (select o.policy_version from clock o where o.rule = c.rule and o.subject_id = c.subject_id and o.cycle = c.cycle and o.level = 0),
  (select max(i.policy_version) from clock_policy i where i.rule = c.rule and i.published_at <= c.since
     and i.valid_from <= (c.since at time zone 'Asia/Shanghai')::date),
  1)
order by c.n`;

// What was given rows of its own stays so: a level that is planned anew does not fold again.
const PLAN = `
insert into clock (rule, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, project_id, later)
select ?, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, project_id, later
from jsonb_to_recordset(?::jsonb) as r(subject_id text, cycle text, due_at timestamptz, from_at timestamptz, payload jsonb,
  policy_version int, case_since timestamptz, project_id text, later jsonb)
on conflict (subject_id, rule, cycle, level) do update set due_at = excluded.due_at, from_at = excluded.from_at, payload = excluded.payload,
  policy_version = excluded.policy_version, later = case when clock.later = '[]' then clock.later else excluded.later end, cancelled_at = null, settled_at = null, next_attempt_at = null
where clock.fired_at is null`;

// Levels with rows of their own: the first one has fired, or was due when its clock was paused.
const MOVE_LEVELS = `
update clock c set due_at = l.due_at, from_at = r.from_at, payload = r.payload, policy_version = r.policy_version, cancelled_at = null,
  settled_at = null, next_attempt_at = null
from jsonb_to_recordset(?::jsonb) as r(subject_id text, cycle text, from_at timestamptz, payload jsonb, policy_version int, later jsonb)
  cross join lateral jsonb_to_recordset(r.later) as l(level int, due_at timestamptz)
where c.rule = ? and c.subject_id = r.subject_id and c.cycle = r.cycle and c.level = l.level and c.fired_at is null`;
