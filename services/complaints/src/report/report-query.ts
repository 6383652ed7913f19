import type { Reader } from '@linli/bus';
import type { reportFields, reportSubjects, ReportFilter, ReportLine } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { scope } from './period.js';

type Field = (typeof reportFields)[number];
export type ReportSubject = (typeof reportSubjects)[number];

interface Source {
  readonly from: string;
  readonly day: string;
  readonly measures: string;
  /** SQL of each field that reports on this subject may use; text, null where there is no value. */
  readonly fields: Partial<Record<Field, string>>;
}

const days = (column: string): Partial<Record<Field, string>> => ({
  DAY: `to_char(${column}, 'YYYY-MM-DD')`,
  WEEK: `to_char(${column}, 'IYYY-"W"IW')`,
  MONTH: `to_char(${column}, 'YYYY-MM')`,
});
const shanghai = (column: string) => `(${column} at time zone 'Asia/Shanghai')::date`;

const sources: Readonly<Record<ReportSubject, Source>> = {
  CASES: {
    from: 'case_fact',
    day: 'received_on',
    measures: `count(*) filter (where minutes is null)::int as open,
      count(*) filter (where late or (late is null and due_on < (app_now() at time zone 'Asia/Shanghai')::date))::int as late,
      percentile_disc(0.5) within group (order by minutes) as median, count(*) filter (where late = false)::int as "inTime",
      round(avg(rating), 2)::float8 as rating, round(avg(quality), 2)::float8 as quality`,
    fields: {
      ...days('received_on'),
      PROJECT: 'project_id',
      STATE: 'state',
      KIND: 'kind',
      CATEGORY: 'category',
      URGENCY: 'urgency',
      CHANNEL: 'channel',
      SOURCE: 'source',
      CUSTOMER_KIND: 'customer_kind',
      BUILDING: 'building',
      CAUSE: 'cause',
      LIABILITY: 'liability',
      DEPARTMENT: 'department',
      VALIDITY: 'validity',
      SATISFACTION: 'satisfaction',
      LATE: `case late when true then 'YES' when false then 'NO' end`,
      REOPENED: 'reopened::text',
      CONTRACTOR: 'contractor',
      RATING: 'rating::text',
      QUALITY: 'quality::text',
    },
  },
  CALLS: {
    from: 'call_record',
    day: shanghai('started_at'),
    measures: `count(*) filter (where state not in ('LOGGED', 'FAILED'))::int as open,
      count(*) filter (where direction = 'IN' and outcome = 'NO_ANSWER')::int as late,
      percentile_disc(0.5) within group (order by talked_seconds) as median`,
    fields: {
      ...days(shanghai('started_at')),
      PROJECT: 'project_id',
      STATE: 'state',
      STAFF: 'coalesce(staff_name, staff_id)',
      DIRECTION: 'direction',
      OUTCOME: 'outcome',
      SUBJECT: 'subject_kind',
    },
  },
  CALLBACKS: {
    from: 'callback',
    day: shanghai('due_at'),
    measures: `count(*) filter (where state in ('PLANNED', 'DUE'))::int as open,
      count(*) filter (where done_at > due_at or (state in ('PLANNED', 'DUE') and due_at < app_now()))::int as late,
      percentile_disc(0.5) within group (order by greatest(extract(epoch from done_at - due_at) / 60, 0)::int) as median`,
    fields: {
      ...days(shanghai('due_at')),
      PROJECT: 'project_id',
      STATE: 'state',
      STAFF: 'coalesce(assignee_name, assignee_id)',
      REASON: 'reason',
    },
  },
};

const MOST_LINES = 500;

/** What a report asks for; the scope is that of `scopeOf`. */
export interface ReportQuestion {
  readonly about: ReportSubject;
  readonly filters: readonly ReportFilter[];
  readonly groupBy: readonly string[];
}

/** Refuses `report.field-unknown` a field that this subject does not have, and a grouping by nothing or by one field twice. */
export function checkQuestion({ about, filters, groupBy }: ReportQuestion): void {
  for (const field of [...filters.map((filter) => filter.field), ...groupBy]) sqlOf(about, field);
  if (groupBy.length === 0 || new Set(groupBy).size < groupBy.length)
    throw refuse.invalid('report.grouping', 'Group by one to three different fields.');
}

/** The lines of a report, the largest first. Only SQL of our own is put together; everything that was typed is a parameter. */
export function linesOf(
  reader: Reader,
  { about, filters, groupBy }: ReportQuestion,
  scoped: readonly unknown[],
): Promise<ReportLine[]> {
  const { from, day, measures } = sources[about];
  const values = [...scoped];
  const conditions = filters.map(({ field, values: wanted }) => {
    values.push(wanted);
    return `and coalesce(${sqlOf(about, field)}, '-') = any($${values.length})`;
  });
  const keys = groupBy.map((field) => `coalesce(${sqlOf(about, field)}, '-')`);
  return reader
    .all<Record<keyof ReportLine, unknown>>(
      `select array[${keys.join(', ')}] as keys, count(*)::int as count, ${measures} from ${from}
       where ${scope(day, 'project_id')} ${conditions.join(' ')}
       group by ${keys.join(', ')} order by count(*) desc, 1 limit ${MOST_LINES}`,
      values,
    )
    .then((rows) => rows.map((row) => withoutNull(row) as unknown as ReportLine));
}

function withoutNull<R extends object>(row: R): R {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as R;
}

function sqlOf(about: ReportSubject, field: string): string {
  const sql = sources[about].fields[field as Field];
  if (sql === undefined)
    throw refuse.invalid(
      'report.field-unknown',
      `Reports on ${about} know ${Object.keys(sources[about].fields).join(', ')}; ${field} is none of them.`,
    );
  return sql;
}
