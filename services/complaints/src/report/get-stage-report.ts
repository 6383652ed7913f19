import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import {
  complaintStates,
  GetStageReport,
  type ClockCount,
  type RatingCount,
  type ScoreCount,
  type StageReportView,
} from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { scope, scopeOf } from './period.js';
import { stageTimes } from './stage-times.js';

const OPEN = `
select stage, count(*)::int as open from case_stage
where left_at is null and minutes_left is null and ($1 or project_id = any($2)) group by stage`;

const CASES = `
select satisfaction, count(*)::int as received, count(minutes)::int as ended, count(*) filter (where late = false)::int as "inTime",
  count(*) filter (where late)::int as late, count(*) filter (where reopened > 0)::int as "reopenedCases",
  coalesce(sum(reopened), 0)::int as reopenings
from case_fact where ${scope('received_on', 'project_id')} group by satisfaction order by satisfaction`;

const INVITED = `
select count(*)::int as invited from case_fact where ${scope('received_on', 'project_id')} and invited`;

const SCORES = `
select score::int, count(*) filter (where rating = score)::int as "byCustomers", count(*) filter (where quality = score)::int as "byChecks"
from case_fact, generate_series(1, 5) score where ${scope('received_on', 'project_id')} and (rating is not null or quality is not null) and (rating = score or quality = score) group by score order by score desc`;

// Days before today are counted already, but for what is still to be folded; of today only what has been due by now, each half from its index.
const TODAY = `level = 0 and cancelled_at is null and due_at < $6::timestamptz and due_at >= $5::date::timestamp at time zone 'Asia/Shanghai'
  and $5::date between $1::date and $2::date and ($3 or project_id = any($4)) and split_part(rule, '.', 1) in ('complaint', 'repair', 'suggestion', 'objection')`;
const CLOCKS = `
with counted as (
  select rule, kept, broken from clock_day where ${scope('due_on', 'project_id')} and due_on < $5::date
  union all
  select rule, kept, broken from clock_change where ${scope('due_on', 'project_id')} and due_on < $5::date
  union all
  select rule, (settled_at <= due_at)::int, (settled_at > due_at)::int from clock where settled_at is not null and ${TODAY}
  union all
  select rule, 0, 1 from clock where settled_at is null and fired_at is not null and ${TODAY})
select c.rule, (select p.title from clock_policy p where p.rule = c.rule order by p.policy_version desc limit 1) as title,
  sum(c.kept)::int as kept, sum(c.broken)::int as broken
from counted c group by c.rule having sum(c.kept) + sum(c.broken) > 0 order by c.rule limit 40`;

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
  // Asked for before: a statement that asks for the time itself is not divided among workers.
  const { at } = (await reader.one<{ at: string }>('select app_now()::text as at'))!;
  const today = dayOf(new Date(at));
  const [times, open, cases, invitations, scores, clocks] = await Promise.all([
    stageTimes(reader, values, today),
    reader.all<{ stage: string; open: number }>(OPEN, values.slice(2)),
    reader.all<Totals & { satisfaction: string | null }>(CASES, values),
    reader.one<{ invited: number }>(INVITED, values),
    reader.all<ScoreCount>(SCORES, values),
    reader.all<ClockCount & { title: string | null }>(CLOCKS, [...values, today, at]),
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
    ...sumOf(cases),
    ...invitations!,
    stages,
    ratings: cases.flatMap(({ satisfaction, received }): RatingCount[] =>
      satisfaction === null ? [] : [{ satisfaction, cases: received }],
    ),
    scores,
    clocks: clocks.map(present),
  };
}

const none: Totals = { received: 0, ended: 0, inTime: 0, late: 0, reopenedCases: 0, reopenings: 0 };

const sumOf = (rows: readonly Totals[]): Totals =>
  rows.reduce(
    (sum, row) => ({
      ...{ received: sum.received + row.received, ended: sum.ended + row.ended, inTime: sum.inTime + row.inTime },
      ...{ late: sum.late + row.late, reopenedCases: sum.reopenedCases + row.reopenedCases },
      reopenings: sum.reopenings + row.reopenings,
    }),
    none,
  );

function present<R extends object>(row: R): { [F in keyof R]: Exclude<R[F], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never;
}
