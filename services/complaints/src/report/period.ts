import type { Actor } from '@linli/bus';
import { daysBetween, refuse, type Day } from '@linli/kernel';

const LONGEST_DAYS = 366;

interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly projectId?: string;
}

/** The values of `scope` for a report: its days and the projects that the asker sees. Refuses `report.period`. */
export function scopeOf({ from, to, projectId }: Asked, by: Actor): readonly [Day, Day, boolean, readonly string[]] {
  if (to < from || daysBetween(from, to) >= LONGEST_DAYS)
    throw refuse.invalid('report.period', '截止日期不能早于起始日期，期间最长 366 天，请核对。');
  const all = projectId === undefined && by.seesAll;
  const projects = projectId === undefined ? by.projects : by.sees(projectId) ? [projectId] : [];
  return [from, to, all, projects];
}

/** The condition that `scopeOf` fills as $1 to $4. */
export const scope = (day: string, project: string): string =>
  `${day} >= $1::date and ${day} <= $2::date and ($3 or ${project} = any($4))`;
