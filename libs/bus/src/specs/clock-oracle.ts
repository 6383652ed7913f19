/** What clocks must do, told independently of the code that does it: no calendar arithmetic is shared, only the words of a policy. */
export interface OraclePolicy {
  readonly amount: number;
  readonly unit: string;
  readonly at?: string;
  readonly escalation?: readonly OraclePolicy[];
}

export type Deed =
  | { readonly at: number; readonly what: 'plan'; readonly from: number }
  | { readonly at: number; readonly what: 'pause' | 'resume' | 'cancel' | 'settle' }
  | { readonly at: number; readonly what: 'calendar'; readonly workdays: readonly number[] };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;
/** Days are counted from 1970 in Shanghai. */
export const dayNo = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
const dayAt = (ms: number) => Math.floor((ms + SHANGHAI) / DAY);
const midnight = (day: number) => day * DAY - SHANGHAI;

const holidays =
  '2024: 0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007 / 0204 0218 0407 0428 0511 0914 0929 1012; ' +
  '2025: 0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008 / 0126 0208 0427 0928 1011; ' +
  '2026: 0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007 / 0104 0214 0228 0509 0920 1010';

export function officialWorkdays(): number[] {
  const working = new Set<number>();
  for (let day = dayNo('2024-01-01'); day < dayNo('2027-01-01'); day += 1) if ((day + 3) % 7 < 5) working.add(day);
  for (const year of holidays.split('; ')) {
    const [name, rest] = year.split(': ') as [string, string];
    const [off, work] = rest.split(' / ') as [string, string];
    const day = (mmdd: string) => dayNo(`${name}-${mmdd.slice(0, 2)}-${mmdd.slice(2)}`);
    for (const range of off.split(' ')) {
      const [from, to = from] = range.split('-') as [string, string?];
      for (let each = day(from); each <= day(to); each += 1) working.delete(each);
    }
    for (const each of work.split(' ')) working.add(day(each));
  }
  return [...working].sort((a, b) => a - b);
}

/** Working time as one long list of stretches. */
const stretches = (workdays: readonly number[]) =>
  workdays.flatMap((day) => [
    [midnight(day) + 9 * HOUR, midnight(day) + 12 * HOUR] as const,
    [midnight(day) + 13.5 * HOUR, midnight(day) + 18 * HOUR] as const,
  ]);
const worked = (from: number, to: number, workdays: readonly number[]) =>
  stretches(workdays).reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0);
function afterWork(from: number, ms: number, workdays: readonly number[]): number {
  let left = ms;
  for (const [a, b] of stretches(workdays)) {
    const begin = Math.max(a, from);
    if (left > 0 && begin < b && left <= b - begin) return begin + left;
    left -= Math.max(0, b - begin);
  }
  return from;
}
const nextMoment = (from: number, workdays: readonly number[]) =>
  Math.max(from, stretches(workdays).find(([, end]) => end > from)![0]);
const hop = (day: number, n: number, workdays: readonly number[]) =>
  n > 0
    ? workdays.filter((each) => each > day)[n - 1]!
    : n < 0
      ? workdays.filter((each) => each < day).at(n)!
      : workdays.find((each) => each >= day)!;
function months(day: number, n: number): number {
  const [y, m, d] = new Date(day * DAY).toISOString().split('T')[0]!.split('-').map(Number) as [number, number, number];
  return Math.min(Date.UTC(y, m - 1 + n, d) / DAY, Date.UTC(y, m + n, 0) / DAY);
}

function due(policy: OraclePolicy, from: number, pauses: readonly (readonly number[])[], workdays: readonly number[]) {
  const { amount, unit, at } = policy;
  const inTime = unit === 'WORKING_MINUTES';
  const start = unit === 'WORKING_DAYS' && at === undefined ? nextMoment(from, workdays) : from;
  const moved = (day: number, n: number) => (unit === 'WORKING_DAYS' ? hop(day, n, workdays) : day + n);
  let day = unit === 'CALENDAR_MONTHS' ? months(dayAt(start), amount) : inTime ? 0 : moved(dayAt(start), amount);
  const [h, m] = (at ?? '0:0').split(':').map(Number) as [number, number];
  const time = at === undefined ? start - midnight(dayAt(start)) : h * HOUR + m * 60_000;
  let when = inTime ? afterWork(from, amount * 60_000, workdays) : midnight(day) + time;
  for (const [a, b] of pauses as (readonly [number, number])[]) {
    const begin = Math.max(a, from);
    if (b <= from || begin >= when) continue;
    const days = [...workdays].filter((each) => each > dayAt(begin) && each <= dayAt(b)).length;
    const shift = unit === 'WORKING_DAYS' ? days : dayAt(b) - dayAt(begin);
    if (!inTime && shift > 0) day = moved(day, shift);
    when = inTime ? afterWork(when, worked(begin, b, workdays), workdays) : midnight(day) + time;
  }
  return when;
}

/** Every firing of one clock up to `end`: its level and the instant it was due. */
export function firings(policy: OraclePolicy, deeds: readonly Deed[], workdaysAtFirst: readonly number[], end: number) {
  const chain = [policy, ...(policy.escalation ?? [])];
  const fired = new Map<number, number>();
  const pauses: [number, number][] = [];
  let [from, stopped, over, workdays] = [NaN, NaN, false, workdaysAtFirst];
  for (const [n, deed] of deeds.entries()) {
    if (deed.what === 'plan') from = deed.from;
    else if (deed.what === 'calendar') workdays = deed.workdays;
    else if (deed.what === 'pause') stopped = deed.at;
    else if (deed.what === 'resume') [stopped] = [NaN, pauses.push([stopped, deed.at])];
    else over = true;
    if (over || Number.isNaN(from) || !Number.isNaN(stopped)) continue;
    let base = from;
    for (const [level, step] of chain.entries()) {
      base = due(step, base, pauses, workdays);
      if (!fired.has(level) && base <= (deeds[n + 1]?.at ?? end)) fired.set(level, base);
    }
  }
  return [...fired].map(([level, at]) => ({ level, at }));
}
