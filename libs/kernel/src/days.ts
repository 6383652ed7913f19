/** A business day in Asia/Shanghai, 'YYYY-MM-DD'. Days compare as strings. Functions throw RangeError on anything else. */
export type Day = string;

const DAY_MS = 86_400_000;

/** China keeps UTC+8 all year; its last summer time ended in September 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

/** Days that were understood or written lately: calendars ask for the same few again and again. */
const midnights = new Map<Day, number>();
const days = new Map<number, Day>();
const MOST_KNOWN = 5_000;

const utcMidnight = (day: Day): number => {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new RangeError('A day is written YYYY-MM-DD and exists in the calendar.');
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (midnights.size >= MOST_KNOWN) midnights.clear();
  midnights.set(day, midnight);
  return midnight;
};

const FIRST_DAY_MS = Date.parse('0001-01-01T00:00:00.000Z');
const AFTER_LAST_DAY_MS = Date.parse('9999-12-31T00:00:00.000Z') + DAY_MS;

const written = (ms: number): Day => {
  const number = Math.floor(ms / DAY_MS);
  const known = days.get(number);
  if (known !== undefined) return known;
  if (!(ms >= FIRST_DAY_MS && ms < AFTER_LAST_DAY_MS))
    throw new RangeError('A day lies between the years 0001 and 9999.');
  const day = new Date(ms).toISOString().slice(0, 10);
  if (days.size >= MOST_KNOWN) days.clear();
  days.set(number, day);
  return day;
};

const assertWhole = (n: number): void => {
  if (!Number.isSafeInteger(n)) throw new RangeError('Days and months are counted in whole numbers.');
};

/** Whether the text is a day of the calendar: '2024-02-29' is, '2026-02-29' and '2026-2-9' are not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The business day on which this instant falls. */
export function dayOf(instant: Date): Day {
  return written(instant.getTime() + SHANGHAI_MS);
}

/** The instant of 00:00 in Shanghai. */
export function startOfDay(day: Day): Date {
  return new Date(utcMidnight(day) - SHANGHAI_MS);
}

/** The last millisecond of the day in Shanghai. SQL that holds microseconds compares `< startOfDay(plusDays(day, 1))` instead. */
export function endOfDay(day: Day): Date {
  return new Date(startOfDay(day).getTime() + DAY_MS - 1);
}

/** The day n natural days later; n may be negative. */
export function plusDays(day: Day, n: number): Day {
  assertWhole(n);
  return written(utcMidnight(day) + n * DAY_MS);
}

/** The same day n calendar months later, clipped to the last day of that month: 31 January + 1 is 28 or 29 February. */
export function plusMonths(day: Day, n: number): Day {
  assertWhole(n);
  const date = new Date(utcMidnight(day));
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + n, 1);
  const lastOfMonth = new Date(date);
  lastOfMonth.setUTCMonth(date.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(dayOfMonth, lastOfMonth.getUTCDate()));
  return written(date.getTime());
}

/** Natural days from a to b: 0 on the same day, negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return (utcMidnight(b) - utcMidnight(a)) / DAY_MS;
}

/** The calendar month of the day, 'YYYY-MM'. */
export function monthOf(day: Day): string {
  return written(utcMidnight(day)).slice(0, 7);
}

/** The Monday and the Sunday around the day, both included. */
export function weekOf(day: Day): { from: Day; to: Day } {
  const sinceMonday = (new Date(utcMidnight(day)).getUTCDay() + 6) % 7;
  const from = plusDays(day, -sinceMonday);
  return { from, to: plusDays(from, 6) };
}

/** 超过 n 个月, strictly: 10 January + 6 months is not over on 10 July and is over on 11 July. */
export function moreThanMonthsAfter(day: Day, months: number, today: Day): boolean {
  return daysBetween(plusMonths(day, months), today) > 0;
}
