import { dayOf, daysBetween, isDay, plusDays, startOfDay, type Day } from './days.js';
import { holidayYears } from './holidays.js';
import { refuse } from './refusal.js';

/** A stretch of working time within a day, 'HH:MM' in Shanghai; '24:00' is the end of the day. */
export interface WorkingPeriod {
  readonly from: string;
  readonly to: string;
}

/** A day that differs from the official calendar, or belongs to a year that a department has entered itself. */
export interface CalendarDay {
  readonly day: Day;
  readonly working: boolean;
  readonly name: string;
}

/** How a department's calendar differs from the official one. */
export interface CalendarSettings {
  /** Periods of one working day, in order and apart: between two of them is the lunch break. */
  readonly hours?: readonly WorkingPeriod[];
  readonly days?: readonly CalendarDay[];
  /** Years beyond the official data whose days off and make-up days all stand in `days`. */
  readonly years?: readonly number[];
}

export const officeHours: readonly WorkingPeriod[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];

const MINUTE_MS = 60_000;

/** 'HH:MM' as minutes after midnight, '24:00' included. RangeError on anything else. */
export function minuteOfDay(time: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  if (time === '24:00') return 1_440;
  throw new RangeError('A time of day is written HH:MM, from 00:00 to 24:00.');
}

interface Official {
  readonly working: boolean;
  readonly name: string;
}

const official = new Map<Day, Official>();
for (const [year, { off, work }] of Object.entries(holidayYears)) {
  for (const [name, from, to] of off) {
    for (let day = `${year}-${from}`; day <= `${year}-${to}`; day = plusDays(day, 1))
      official.set(day, { working: false, name });
  }
  for (const day of work) official.set(`${year}-${day}`, { working: true, name: '调休上班' });
}

const MOST_KNOWN = 5_000;

/**
 * Working days and hours in Asia/Shanghai, independent of the time zone of the process. Every function refuses
 * `calendar.year-unknown` when its answer depends on a year without data. Instants have millisecond precision.
 */
export class BusinessCalendar {
  private readonly days: ReadonlyMap<Day, CalendarDay>;
  private readonly years: ReadonlySet<number>;
  /** What was asked lately. */
  private readonly workdays = new Map<Day, boolean>();
  /** Milliseconds after midnight. */
  private readonly periods: readonly { readonly from: number; readonly to: number }[];

  constructor({ hours = officeHours, days = [], years = [] }: CalendarSettings = {}) {
    this.days = new Map(days.map((each) => [each.day, each]));
    this.years = new Set([...Object.keys(holidayYears).map(Number), ...years]);
    this.periods = hours.map(({ from, to }) => ({
      from: minuteOfDay(from) * MINUTE_MS,
      to: minuteOfDay(to) * MINUTE_MS,
    }));
    const ordered = this.periods.every(({ from, to }, n) => from < to && (this.periods[n - 1]?.to ?? 0) <= from);
    if (this.periods.length === 0 || !ordered)
      throw new RangeError('The working hours of a day are periods in order that do not overlap.');
  }

  /** Whether people work on this day: Monday to Friday without holidays, and the make-up days. */
  isWorkday(day: Day): boolean {
    const known = this.workdays.get(day);
    if (known !== undefined) return known;
    this.mustKnow(day);
    const special = this.days.get(day) ?? official.get(day);
    const works = special ? special.working : weekday(day) < 5;
    if (this.workdays.size >= MOST_KNOWN) this.workdays.clear();
    this.workdays.set(day, works);
    return works;
  }

  /** Why a day is not as its weekday says, such as 春节 or 调休上班. */
  nameOf(day: Day): string | undefined {
    this.mustKnow(day);
    return (this.days.get(day) ?? official.get(day))?.name;
  }

  /** The n-th working day after the day, or before it when n is negative; n = 0 is the day itself or the next working one. */
  plusWorkdays(day: Day, n: number): Day {
    if (!Number.isSafeInteger(n)) throw new RangeError('Working days are counted in whole numbers.');
    const step = n < 0 ? -1 : 1;
    let left = Math.abs(n);
    let at = day;
    if (left === 0) while (!this.isWorkday(at)) at = plusDays(at, 1);
    while (left > 0) {
      at = plusDays(at, step);
      if (this.isWorkday(at)) left -= 1;
    }
    return at;
  }

  /** Working days after a, up to and including b; negative when b is earlier. */
  workdaysBetween(a: Day, b: Day): number {
    if (b < a) return -this.workdaysBetween(b, a);
    let count = 0;
    for (let day = plusDays(a, 1); day <= b; day = plusDays(day, 1)) if (this.isWorkday(day)) count += 1;
    return count;
  }

  /** Whether somebody works at this instant; the end of a period is not working any more. */
  isWorkingAt(at: Date): boolean {
    const { day, ms } = shanghai(at);
    return this.isWorkday(day) && this.periods.some(({ from, to }) => from <= ms && ms < to);
  }

  /** The instant itself when it is working time, otherwise the next beginning of a period. */
  nextWorkingInstant(at: Date): Date {
    if (this.isWorkingAt(at)) return at;
    const { day, ms } = shanghai(at);
    const later = this.isWorkday(day) ? this.periods.find(({ from }) => ms < from) : undefined;
    if (later) return instant(day, later.from);
    return instant(this.plusWorkdays(day, 1), this.periods[0]!.from);
  }

  /**
   * The first instant by which so much working time has passed: it may be the end of a period. With a negative number the last
   * instant from which so much working time leads to `at`. 0 is `at` itself.
   */
  plusWorkingMinutes(at: Date, minutes: number): Date {
    return this.plusWorkingMs(at, minutes * MINUTE_MS);
  }

  /** Like `plusWorkingMinutes`, in milliseconds. */
  plusWorkingMs(at: Date, ms: number): Date {
    if (!Number.isFinite(ms)) throw new RangeError('Working time is a number.');
    return ms < 0 ? this.backwards(at, -ms) : this.forwards(at, ms);
  }

  /** n working days on, at the same time of day; counted from the next working instant when `at` is none. n is not negative. */
  plusWorkingDays(at: Date, n: number): Date {
    if (n < 0) throw new RangeError('Days before an instant are counted by plusWorkdays.');
    const { day, ms } = shanghai(this.nextWorkingInstant(at));
    return instant(this.plusWorkdays(day, n), ms);
  }

  /** Working time from a to b in milliseconds; negative when b is earlier. */
  workingMsBetween(a: Date, b: Date): number {
    if (b < a) return -this.workingMsBetween(b, a);
    const [from, to] = [shanghai(a), shanghai(b)];
    let sum = 0;
    for (let day = from.day; day <= to.day; day = plusDays(day, 1)) {
      const begin = day === from.day ? from.ms : 0;
      const end = day === to.day ? to.ms : Infinity;
      if (begin >= end || !this.isWorkday(day)) continue;
      for (const period of this.periods) sum += Math.max(0, Math.min(period.to, end) - Math.max(period.from, begin));
    }
    return sum;
  }

  /** Working time from a to b in minutes, with fractions. */
  workingMinutesBetween(a: Date, b: Date): number {
    return this.workingMsBetween(a, b) / MINUTE_MS;
  }

  private forwards(at: Date, ms: number): Date {
    if (ms === 0) return at;
    let { day, ms: begin } = shanghai(at);
    let left = ms;
    for (; ; day = plusDays(day, 1), begin = 0) {
      if (!this.isWorkday(day)) continue;
      for (const { from, to } of this.periods) {
        const start = Math.max(from, begin);
        if (start >= to) continue;
        if (left <= to - start) return instant(day, start + left);
        left -= to - start;
      }
    }
  }

  private backwards(at: Date, ms: number): Date {
    let { day, ms: end } = shanghai(at);
    let left = ms;
    for (; ; day = plusDays(day, -1), end = Infinity) {
      if (!this.isWorkday(day)) continue;
      for (const { from, to } of [...this.periods].reverse()) {
        const stop = Math.min(to, end);
        if (from >= stop) continue;
        if (left <= stop - from) return instant(day, stop - left);
        left -= stop - from;
      }
    }
  }

  private mustKnow(day: Day): void {
    if (!isDay(day)) throw new RangeError('A day is written YYYY-MM-DD and exists in the calendar.');
    const year = Number(day.slice(0, 4));
    if (this.years.has(year)) return;
    throw refuse.rule('calendar.year-unknown', `还没有 ${year} 年的工作日安排，请先录入当年的节假日与调休。`, { year });
  }
}

const usual = new BusinessCalendar();

/** The official calendar with usual office hours: 09:00–12:00 and 13:30–18:00. */
export const officeCalendar = (): BusinessCalendar => usual;

/** Monday is 0. */
const weekday = (day: Day): number => ((daysBetween('2024-01-01', day) % 7) + 7) % 7;

const shanghai = (at: Date): { day: Day; ms: number } => {
  const day = dayOf(at);
  return { day, ms: at.getTime() - startOfDay(day).getTime() };
};

const instant = (day: Day, ms: number): Date => new Date(startOfDay(day).getTime() + ms);
