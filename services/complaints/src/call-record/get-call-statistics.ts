import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCallStatistics, type callGroupings, type CallCount, type CallStatisticsView } from '@linli/contracts';
import { daysBetween, plusDays, refuse, startOfDay } from '@linli/kernel';

const LONGEST_DAYS = 366;

const keys: Readonly<Record<(typeof callGroupings)[number], readonly [key: string, title?: string]>> = {
  STAFF: ['c.staff_id', 'max(c.staff_name)'],
  LINE: ['c.line_id::text', '(select max(l.number) from phone_line l where l.id::text = c.line_id::text)'],
  DAY: [`to_char(c.started_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`],
  OUTCOME: ['c.outcome'],
  DIRECTION: ['c.direction'],
  SUBJECT: ['c.subject_kind'],
};

const counts = `count(*)::int as calls, count(*) filter (where c.outcome = 'REACHED')::int as reached,
  count(*) filter (where c.direction = 'IN' and c.outcome = 'NO_ANSWER')::int as missed, coalesce(sum(c.talked_seconds), 0)::int as "talkedSeconds",
  coalesce(round(avg(c.talked_seconds) filter (where c.outcome = 'REACHED')), 0)::int as "averageSeconds"`;

/** 电话统计: how many calls, reached and missed, how long, and whether call-backs were kept [REQ-178]. */
@Controller()
export class GetCallStatisticsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCallStatistics)
  async handle(asked: GetCallStatistics, by: Actor): Promise<CallStatisticsView> {
    const { from, to, projectId, staffId } = asked;
    if (to < from || daysBetween(from, to) >= LONGEST_DAYS)
      throw refuse.invalid('call-record.period', '截止日期不能早于起始日期，期间最长 366 天，请核对。');
    const projects = projectId === undefined ? by.projects : by.sees(projectId) ? [projectId] : [];
    const all = projectId === undefined && by.seesAll;
    const values = [startOfDay(from), startOfDay(plusDays(to, 1)), all, projects, staffId ?? null];
    const where = `c.started_at >= $1 and c.started_at < $2 and ($3 or c.project_id = any($4)) and ($5::text is null or c.staff_id = $5)`;
    const [key, title = 'null'] = keys[asked.by as keyof typeof keys];
    const titled = asked.by === 'LINE' ? 'c.line_id' : key;
    const groups = await this.reader.all<CallCount & { title: string | null }>(
      `select coalesce(${key}, '-') as key, ${title} as title, ${counts} from call_record c where ${where} group by ${titled} order by 1 limit 400`,
      values,
    );
    const total = await this.reader.one<CallCount>(
      `select '-' as key, ${counts} from call_record c where ${where}`,
      values,
    );
    const promised = await this.reader.one<{ due: number; kept: number }>(
      `select count(*)::int as due, count(*) filter (where b.done_at <= b.due_at)::int as kept from callback b
       where b.due_at >= $1 and b.due_at < $2 and b.state <> 'CANCELLED' and ($3 or b.project_id = any($4)) and ($5::text is null or b.assignee_id = $5)`,
      values,
    );
    return {
      ...{ from, to, groups: groups.map(withoutNull), total: total! },
      ...{ callbacksDue: promised?.due ?? 0, callbacksKept: promised?.kept ?? 0 },
    };
  }
}

function withoutNull({ title, ...count }: CallCount & { title: string | null }): CallCount {
  return { ...count, ...(title === null ? {} : { title }) };
}
