import { BusinessCalendar, dayOf, newId, type CalendarDay, type Day, type WorkingPeriod } from '@linli/kernel';
import { jsonLiteral, literal } from '../literal.js';
import type { Reading } from '../settings.js';
import { now } from '../use-case.js';
import { currentWork } from '../work.js';
import { laterOf, planOf, type ClockSubject, type PlannedClock, type PolicyRow } from './plan.js';
import { dueTimes } from './policy.js';

/** A first clock of a subject: its rule, its cycle, '1' unless told, and what it carries. It counts from now. */
export interface FirstClock {
  readonly rule: string;
  readonly cycle?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

interface StandingPolicy extends PolicyRow {
  readonly publishedAt: Date | string;
  readonly validFrom: Day;
}

interface Standing {
  /** Versions of each rule, the highest first. */
  readonly policiesOf: ReadonlyMap<string, readonly StandingPolicy[]>;
  readonly calendarOf: ReadonlyMap<string, BusinessCalendar>;
}

interface CalendarRow {
  readonly code: string;
  readonly hours: WorkingPeriod[];
  readonly days: CalendarDay[];
  readonly years: number[];
}

const standing: Reading<Standing> = async (ask) => {
  const policies: unknown = await ask(
    `select rule, policy_version, amount, unit, due_time, calendar, escalation, published_at as "publishedAt", valid_from::text as "validFrom"
     from clock_policy order by rule, policy_version desc`,
  );
  const calendars: unknown = await ask('select code, hours, days, years from business_calendar');
  return {
    policiesOf: Map.groupBy(policies as (StandingPolicy & { rule: string })[], ({ rule }) => rule),
    calendarOf: new Map((calendars as CalendarRow[]).map((row) => [row.code, new BusinessCalendar(row)])),
  };
};

/**
 * Plans clocks, chains included, of a subject that begins in this command and has none yet, under the policies in force now. It reads
 * nothing and only adds rows: the command is committed in company.
 * Refuses `calendar.year-unknown` when working time runs into a year without data; then none of them is planned.
 */
export async function planFirstClocks(subject: ClockSubject, clocks: readonly FirstClock[]): Promise<PlannedClock[]> {
  if (clocks.length === 0) return [];
  const work = currentWork();
  const { policiesOf, calendarOf } = await work.setting(standing);
  const [at, today] = [now(), dayOf(now())];
  const rows: string[] = [];
  const planned = clocks.map(({ rule, cycle = '1', payload = {} }) => {
    const versions = policiesOf.get(rule) ?? [];
    const policy =
      versions.find(({ publishedAt, validFrom }) => new Date(publishedAt) <= at && validFrom <= today) ??
      versions.at(-1);
    if (!policy)
      throw new Error(`The rule ${rule} has no policy; its first one comes with a migration of the service.`);
    const plan = planOf(policy);
    const levels = dueTimes(plan, at, [], calendarOf.get(policy.calendar)!);
    const cells = [newId(), rule, subject.id, cycle, levels[0]!.toISOString(), at.toISOString()].map(literal);
    const [since, later] = [literal(at.toISOString()), jsonLiteral(laterOf(plan, levels))];
    rows.push(
      `(${cells.join(', ')}, ${jsonLiteral(payload)}, ${policy.policy_version}, ${since}, ${literal(subject.projectId)}, ${later})`,
    );
    return { dueAt: levels[0]!, dueOn: dayOf(levels[0]!), policyVersion: policy.policy_version, levels };
  });
  work.hasClocks ||= planned.some(({ dueAt }) => dueAt <= at);
  await work.em.execute(
    `insert into "clock" (id, rule, subject_id, cycle, due_at, from_at, payload, policy_version, case_since, project_id, later) values ${rows.join(', ')}`,
  );
  return planned;
}
