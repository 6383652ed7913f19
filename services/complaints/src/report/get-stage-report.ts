import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import {
  complaintStates,
  GetStageReport,
  type ClockCount,
  type RatingCount,
  type ScoreCount,
  type StageReportView,
  type StageTimes,
} from '@linli/contracts';
import { scope, scopeOf } from './period.js';

/** Values and how often each was seen are counted in one pass; medians come from the counts, so that no year has to be sorted. */
const TIMES = `
with counted as (
  select stage, minutes_to, minutes_in, minutes_left, grouping(minutes_to, minutes_in, minutes_left) as kind, count(*) as many
  from case_stage where ${scope('received_on', 'project_id')}
  group by grouping sets ((stage, minutes_to), (stage, minutes_in), (stage, minutes_left))),
valued as (
  select stage, kind, case kind when 3 then minutes_to when 5 then minutes_in else minutes_left end as value, many from counted),
running as (
  select stage, kind, value, many, sum(many) over (partition by stage, kind order by value) as so_far,
    sum(many) over (partition by stage, kind) as whole
  from valued where value is not null)
select stage,
  max(whole) filter (where kind = 3)::int as entered,
  min(value) filter (where kind = 3 and so_far >= whole * 0.5) as "toMedian",
  min(value) filter (where kind = 3 and so_far >= whole * 0.9) as "toNinety",
  min(value) filter (where kind = 5 and so_far >= whole * 0.5) as "inMedian",
  min(value) filter (where kind = 5 and so_far >= whole * 0.9) as "inNinety",
  min(value) filter (where kind = 6 and so_far >= whole * 0.5) as "leftMedian",
  min(value) filter (where kind = 6 and so_far >= whole * 0.9) as "leftNinety"
from running group by stage`;

const OPEN = `
select stage, count(*)::int as open from case_stage
where left_at is null and stage not in ('CLOSED', 'WITHDRAWN', 'UNAGREED') and ($1 or project_id = any($2)) group by stage`;

const CASES = `
select count(*)::int as received, count(minutes)::int as ended, count(*) filter (where late = false)::int as "inTime",
  count(*) filter (where late)::int as late, count(*) filter (where reopened > 0)::int as "reopenedCases",
  coalesce(sum(reopened), 0)::int as reopenings
from case_fact where ${scope('received_on', 'project_id')}`;

const RATINGS = `
select satisfaction, count(*)::int as cases from case_fact
where ${scope('received_on', 'project_id')} and satisfaction is not null group by satisfaction order by satisfaction`;

const INVITED = `
select count(*)::int as invited from case_fact where ${scope('received_on', 'project_id')} and invited`;

const SCORES = `
select score::int, count(*) filter (where rating = score)::int as "byCustomers", count(*) filter (where quality = score)::int as "byChecks"
from case_fact, generate_series(1, 5) score where ${scope('received_on', 'project_id')} and (rating is not null or quality is not null) and (rating = score or quality = score) group by score order by score desc`;

// All rules are counted, each half from an index of its own, before those of cases are picked out: looking at each row costs more.
const DUE = `level = 0 and cancelled_at is null and due_at < $5::timestamptz and due_at >= $1::date::timestamp at time zone 'Asia/Shanghai'
  and due_at < ($2::date + 1)::timestamp at time zone 'Asia/Shanghai' and ($3 or project_id = any($4))`;
const CLOCKS = `
with counted as (
  select rule, count(*) filter (where settled_at <= due_at) as kept, count(*) filter (where settled_at > due_at) as broken
  from clock where settled_at is not null and ${DUE} group by rule
  union all
  select rule, 0, count(*) from clock where settled_at is null and fired_at is not null and ${DUE} group by rule)
select c.rule, (select p.title from clock_policy p where p.rule = c.rule order by p.policy_version desc limit 1) as title,
  sum(c.kept)::int as kept, sum(c.broken)::int as broken
from counted c where split_part(c.rule, '.', 1) in ('complaint', 'repair', 'suggestion', 'objection')
group by c.rule order by c.rule limit 40`;

type Times = Omit<StageTimes, 'open'>;
type Totals = Pick<StageReportView, 'received' | 'ended' | 'inTime' | 'late' | 'reopenedCases' | 'reopenings'>;

/** 服务阶段报告: time to each stage, in it and from it to the end; clocks, re-opens and ratings [REQ-169]. */
@Controller()
export class GetStageReportHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetStageReport)
  handle(asked: GetStageReport, by: Actor): Promise<StageReportView> {
    return stageReport(this.reader, asked, by);
  }
}

/** 服务阶段报告: the same for the screen and for the paper. */
export async function stageReport(reader: Reader, asked: GetStageReport, by: Actor): Promise<StageReportView> {
  const values = scopeOf(asked, by);
  const [times, open, totals, ratings, invitations, scores, clocks] = await Promise.all([
    reader.all<Times>(TIMES, values),
    reader.all<{ stage: string; open: number }>(OPEN, values.slice(2)),
    reader.one<Totals>(CASES, values),
    reader.all<RatingCount>(RATINGS, values),
    reader.one<{ invited: number }>(INVITED, values),
    reader.all<ScoreCount>(SCORES, values),
    clocksOf(reader, values),
  ]);
  const openIn = new Map(open.map((row) => [row.stage, row.open]));
  const timesOf = new Map(times.map((row) => [row.stage, row]));
  const stages = complaintStates.flatMap((stage) => {
    const row = timesOf.get(stage);
    const now = openIn.get(stage) ?? 0;
    if (!row) return now > 0 ? [{ stage, entered: 0, open: now, toMedian: 0, toNinety: 0 }] : [];
    return [{ ...present(row), open: now }];
  });
  return {
    from: asked.from,
    to: asked.to,
    ...totals!,
    ...invitations!,
    stages,
    ratings,
    scores,
    clocks: clocks.map(present),
  };
}

/** Of the clocks of all kinds of cases; the time is asked for before, because a statement that asks for it is not divided among workers. */
async function clocksOf(
  reader: Reader,
  values: readonly unknown[],
): Promise<(ClockCount & { title: string | null })[]> {
  const now = await reader.one<{ at: string }>('select app_now()::text as at');
  return reader.all(CLOCKS, [...values, now!.at]);
}

function present<R extends object>(row: R): { [F in keyof R]: Exclude<R[F], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never;
}
