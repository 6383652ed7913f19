import type { Reader } from '@linli/bus';
import type { reportFields, reportSubjects, ReportFilter, ReportLine } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { scope } from './period.js';

type Field = (typeof reportFields)[number];
export type ReportSubject = (typeof reportSubjects)[number];

interface Source {
  readonly from: string;
  readonly day: string;
  /** SQL of what the median is of; null where there is none yet. */
  readonly value: string;
  /** Conditions of the numbers that a line has beside its count; `$5` is today. */
  readonly counts: Partial<Record<keyof ReportLine, string>>;
  /** Columns of which a line gives the mean. */
  readonly means?: Partial<Record<keyof ReportLine, string>>;
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
    value: 'minutes',
    counts: {
      open: 'minutes is null',
      late: 'late or (late is null and due_on < $5::date)',
      inTime: 'late = false',
    },
    means: { rating: 'rating', quality: 'quality' },
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
    value: 'talked_seconds',
    counts: { open: "state not in ('LOGGED', 'FAILED')", late: "direction = 'IN' and outcome = 'NO_ANSWER'" },
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
    value: 'greatest(extract(epoch from done_at - due_at) / 60, 0)::int',
    counts: {
      open: "state in ('PLANNED', 'DUE')",
      late: "done_at > due_at or (state in ('PLANNED', 'DUE') and due_at < app_now())",
    },
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
    throw refuse.invalid('report.grouping', '请选择一至三个不同的字段分组。');
}

const listed = <V>(named: Partial<Record<keyof ReportLine, V>> = {}, sql: (name: string, of: V) => string): string =>
  Object.entries(named)
    .map(([name, of]) => `, ${sql(name, of)}`)
    .join('');

/** The lines of a report, the largest first. Only SQL of our own is put together; everything that was typed is a parameter. */
export async function linesOf(
  reader: Reader,
  { about, filters, groupBy }: ReportQuestion,
  scoped: readonly unknown[],
): Promise<ReportLine[]> {
  const { from, day, value, counts, means } = sources[about];
  // Asked for before: a statement that asks for the time itself is not divided among workers.
  const today = (await reader.one<{ today: string }>(`select ${shanghai('app_now()')}::text as today`))!.today;
  const values: unknown[] = [...scoped, today];
  const conditions = filters.map(({ field, values: wanted }) => {
    values.push(wanted);
    return `and coalesce(${sqlOf(about, field)}, '-') = any($${values.length})`;
  });
  const keys = groupBy.map((field) => `coalesce(${sqlOf(about, field)}, '-')`).join(', ');
  // Each value once with its number, so that nothing is sorted but the values of a line.
  const rows = await reader.all<Record<keyof ReportLine, unknown>>(
    `with counted as (
       select array[${keys}] as keys, ${value} as value, count(*) as many
         ${listed(counts, (name, condition) => `count(*) filter (where ${condition}) as "${name}"`)}
         ${listed(means, (name, column) => `sum(${column}) as "${name}Sum", count(${column}) as "${name}Many"`)}
       from ${from} where ${scope(day, 'project_id')} and $5::date is not null ${conditions.join(' ')} group by ${keys}, ${value}),
     running as (
       select *, sum(many) filter (where value is not null) over (partition by keys order by value) as so_far,
         sum(many) filter (where value is not null) over (partition by keys) as whole from counted)
     select keys, sum(many)::int as count, min(value) filter (where so_far >= whole * 0.5) as median
       ${listed(counts, (name) => `sum("${name}")::int as "${name}"`)}
       ${listed(means, (name) => `round(sum("${name}Sum")::numeric / nullif(sum("${name}Many"), 0), 2)::float8 as "${name}"`)}
     from running group by keys order by sum(many) desc, keys limit ${MOST_LINES}`,
    values,
  );
  return rows.map((row) => withoutNull(row) as unknown as ReportLine);
}

function withoutNull<R extends object>(row: R): R {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as R;
}

function sqlOf(about: ReportSubject, field: string): string {
  const sql = sources[about].fields[field as Field];
  if (sql === undefined)
    throw refuse.invalid(
      'report.field-unknown',
      `${about} 的报告没有字段 ${field}，可用：${Object.keys(sources[about].fields).join('、')}。`,
    );
  return sql;
}
