import type { Reader } from '@linli/bus';
import type { StageTimes } from '@linli/contracts';
import { daysBetween, plusDays, type Day } from '@linli/kernel';

interface Days {
  readonly from: Day;
  readonly until: Day;
}

/**
 * A period as the months and thirds of months (旬) that are counted already, and the days at its ends that are not: days to add, and days
 * to take from the third that was counted whole.
 */
export interface PeriodParts {
  readonly counted: readonly Days[];
  readonly added: readonly Days[];
  readonly taken: readonly Days[];
}

const lastOfMonth = (day: Day): Day => {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** The last day of the third of the month in which this day lies: the 10th, the 20th or the last. */
const lastOfThird = (day: Day): Day => {
  const inMonth = Number(day.slice(8));
  return inMonth > 20 ? lastOfMonth(day) : `${day.slice(0, 8)}${inMonth > 10 ? '20' : '10'}`;
};

const firstOfThird = (day: Day): Day => {
  const inMonth = Number(day.slice(8));
  return `${day.slice(0, 8)}${inMonth > 20 ? '21' : inMonth > 10 ? '11' : '01'}`;
};

/**
 * The parts of a period with the fewest days at its ends. No case came in after today, so that a period which reaches today may as well
 * reach the end of its month.
 */
export function partsOf(from: Day, to: Day, today: Day): PeriodParts {
  const until = to >= today ? lastOfMonth(to) : to;
  const [counted, added, taken]: [Days[], Days[], Days[]] = [[], [], []];
  for (let day = from; day <= until;) {
    if (day.endsWith('-01') && lastOfMonth(day) <= until) {
      counted.push({ from: day, until: lastOfMonth(day) });
      day = plusDays(lastOfMonth(day), 1);
      continue;
    }
    const whole = { from: firstOfThird(day), until: lastOfThird(day) };
    const end = whole.until <= until ? whole.until : until;
    const inside = daysBetween(day, end) + 1;
    const outside = daysBetween(whole.from, whole.until) + 1 - inside;
    if (inside < outside) added.push({ from: day, until: end });
    else {
      counted.push(whole);
      if (day > whole.from) taken.push({ from: whole.from, until: plusDays(day, -1) });
      if (end < whole.until) taken.push({ from: plusDays(end, 1), until: whole.until });
    }
    day = plusDays(end, 1);
  }
  return { counted, added, taken };
}

const measures = (row: string) =>
  `cross join lateral (values (1, ${row}.minutes_to), (2, ${row}.minutes_in), (3, ${row}.minutes_left)) v(measure, minutes)`;
const seen = (row: string) => `($3 or ${row}.project_id = any($4))`;
const inCounted = (row: string) =>
  `${row}.received_on >= (select min(from_on) from counted_span) and ${row}.received_on <= (select max(until_on) from counted_span) and ${seen(row)}
    and exists (select from counted_span p where ${row}.received_on between p.from_on and p.until_on)`;

// Values and how often each was seen: medians come from the counts, so that nothing is sorted but the values of one stage.
const TIMES = `
with counted_span as materialized (select * from unnest($1::date[], $2::date[]) p(from_on, until_on)),
counted as (
  select t.stage, t.measure, t.minutes, t.many from counted_span p
  join stage_tally t on t.from_on = p.from_on and t.until_on = p.until_on and t.project_id = any(case when $3 then array['*'] else $4::text[] end)
  union all
  select c.stage, v.measure, v.minutes, c.many from stage_change c ${measures('c')} where v.minutes is not null and ${inCounted('c')}
  union all
  select s.stage, 1, s.minutes_to, 1 from case_stage s where s.left_at is null and s.minutes_left is null and ${inCounted('s')}
  union all
  select s.stage, v.measure, v.minutes, d.many from unnest($5::date[], $6::date[], $7::int[]) d(from_on, until_on, many)
  join case_stage s on s.received_on >= d.from_on and s.received_on <= d.until_on ${measures('s')} where v.minutes is not null and ${seen('s')}),
valued as (
  select stage, measure, minutes as value, sum(many) as many from counted group by stage, measure, minutes having sum(many) > 0),
running as (
  select stage, measure, value, sum(many) over (partition by stage, measure order by value) as so_far, sum(many) over (partition by stage, measure) as whole
  from valued)
select stage,
  max(whole) filter (where measure = 1)::int as entered,
  min(value) filter (where measure = 1 and so_far >= whole * 0.5) as "toMedian",
  min(value) filter (where measure = 1 and so_far >= whole * 0.9) as "toNinety",
  min(value) filter (where measure = 2 and so_far >= whole * 0.5) as "inMedian",
  min(value) filter (where measure = 2 and so_far >= whole * 0.9) as "inNinety",
  min(value) filter (where measure = 3 and so_far >= whole * 0.5) as "leftMedian",
  min(value) filter (where measure = 3 and so_far >= whole * 0.9) as "leftNinety"
from running group by stage`;

export type Times = Omit<StageTimes, 'open'>;
export type Scope = readonly [from: Day, to: Day, all: boolean, projects: readonly string[]];

/** Times to, in and after each stage of the cases of a period, exactly: what is counted already, what changed since, and the days at the ends. */
export function stageTimes(reader: Reader, [from, to, all, projects]: Scope, today: Day): Promise<Times[]> {
  const { counted, added, taken } = partsOf(from, to, today);
  const ends = [...added.map((days) => ({ ...days, many: 1 })), ...taken.map((days) => ({ ...days, many: -1 }))];
  return reader.all<Times>(TIMES, [
    ...[counted.map((days) => days.from), counted.map(({ until }) => until), all, projects],
    ...[ends.map((days) => days.from), ends.map(({ until }) => until), ends.map(({ many }) => many)],
  ]);
}
