import {
  dayOf,
  daysBetween,
  minuteOfDay,
  plusDays,
  plusMonths,
  startOfDay,
  type BusinessCalendar,
  type Day,
} from '@linli/kernel';

import type { clockUnits } from '@linli/contracts';
export type ClockUnit = (typeof clockUnits)[number];

/**
 * How far an instant lies from another. Negative amounts lie before. Days and months end at `at` of their day, Shanghai time, '24:00'
 * being the end of it; without `at` they keep the time of day of their beginning, working days that of the next working instant.
 */
export interface ClockOffset {
  readonly amount: number;
  readonly unit: ClockUnit;
  readonly at?: string;
}

/** One level of the chain: whoever is told when so much time has passed since the level before. */
export interface EscalationStep extends ClockOffset {
  readonly role: string;
  readonly name: string;
}

/** A time during which the clock stood still. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

export interface ClockPlan extends ClockOffset {
  readonly escalation: readonly EscalationStep[];
}

const MINUTE_MS = 60_000;

/**
 * The instants of a clock, level by level: due, then each step of the chain counted from the level before. A pause puts off what it
 * lies in front of: by its working time, or by the days between its first and its last.
 */
export function dueTimes(plan: ClockPlan, from: Date, pauses: readonly Pause[], calendar: BusinessCalendar): Date[] {
  const inOrder = [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
  const times: Date[] = [];
  for (const offset of [plan, ...plan.escalation]) times.push(dueTime(offset, times.at(-1) ?? from, inOrder, calendar));
  return times;
}

function dueTime(offset: ClockOffset, from: Date, pauses: readonly Pause[], calendar: BusinessCalendar): Date {
  let due = reach(offset, from, calendar);
  for (const { from: begin, to } of pauses) {
    if (to <= from) continue;
    const since = begin > from ? begin : from;
    if (since >= instantOf(due)) break;
    due = putOff(offset, due, since, to, calendar);
  }
  return instantOf(due);
}

/** A day and the milliseconds after its midnight; the end of the day belongs to it. */
interface Moment {
  readonly day: Day;
  readonly ms: number;
}

const instantOf = ({ day, ms }: Moment): Date => new Date(startOfDay(day).getTime() + ms);
const momentOf = (at: Date): Moment => {
  const day = dayOf(at);
  return { day, ms: at.getTime() - startOfDay(day).getTime() };
};

function reach({ amount, unit, at }: ClockOffset, from: Date, calendar: BusinessCalendar): Moment {
  if (unit === 'WORKING_MINUTES') return momentOf(calendar.plusWorkingMinutes(from, amount));
  const counted = unit === 'WORKING_DAYS' && at === undefined && amount >= 0 ? calendar.nextWorkingInstant(from) : from;
  const { day, ms } = momentOf(counted);
  const due =
    unit === 'WORKING_DAYS'
      ? calendar.plusWorkdays(day, amount)
      : unit === 'CALENDAR_MONTHS'
        ? plusMonths(day, amount)
        : plusDays(day, amount);
  return { day: due, ms: at === undefined ? ms : minuteOfDay(at) * MINUTE_MS };
}

function putOff({ unit }: ClockOffset, due: Moment, from: Date, to: Date, calendar: BusinessCalendar): Moment {
  if (unit === 'WORKING_MINUTES')
    return momentOf(calendar.plusWorkingMs(instantOf(due), calendar.workingMsBetween(from, to)));
  const [first, last] = [dayOf(from), dayOf(to)];
  const day =
    unit === 'WORKING_DAYS'
      ? calendar.plusWorkdays(due.day, calendar.workdaysBetween(first, last))
      : plusDays(due.day, daysBetween(first, last));
  return { day, ms: due.ms };
}

/** Whether the plan needs a calendar of working time. */
export const countsWorkingTime = (plan: ClockPlan): boolean =>
  [plan, ...plan.escalation].some(({ unit }) => unit === 'WORKING_DAYS' || unit === 'WORKING_MINUTES');
