import type { reportKinds } from '@linli/contracts';
import { plusDays, plusMonths, weekOf, type Day } from '@linli/kernel';

export type ReportKind = (typeof reportKinds)[number];

/** The clock policy that says when the report of a period is due, counted from the period's last day. */
export const dueRule = (kind: ReportKind): string => `report-due.${kind.toLowerCase().replaceAll('_', '-')}`;

/** The day, the week from Monday to Sunday, or the calendar month around this day. */
export function periodOf(kind: ReportKind, on: Day): { from: Day; to: Day } {
  if (kind === 'WEEKLY_STATISTICS') return weekOf(on);
  if (kind !== 'MONTHLY_SALES') return { from: on, to: on };
  const from = `${on.slice(0, 7)}-01`;
  return { from, to: plusDays(plusMonths(from, 1), -1) };
}

/** The report that this one is made from: the days of a week, and the weeks that end in a month. */
export const partOf: Partial<Readonly<Record<ReportKind, ReportKind>>> = {
  WEEKLY_STATISTICS: 'DAILY_STATISTICS',
  MONTHLY_SALES: 'WEEKLY_STATISTICS',
};

/** The last days of the parts that a period is made from: of each day of a week, of each week that ends in a month. */
export function partsWithin(kind: ReportKind, { from, to }: { from: Day; to: Day }): Day[] {
  const part = partOf[kind];
  const days: Day[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) if (part && periodOf(part, day).to === day) days.push(day);
  return days;
}
