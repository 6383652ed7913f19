import { defineEntity, p } from '@mikro-orm/core';
import type { BusinessCalendarChange, BusinessCalendarView } from '@linli/contracts';
import { BusinessCalendar, holidayYears, plusDays, refuse, type CalendarDay, type WorkingPeriod } from '@linli/kernel';

const DepartmentCalendarSchema = defineEntity({
  name: 'DepartmentCalendar',
  tableName: 'business_calendar',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    code: p.text(),
    name: p.text(),
    hours: p.json<WorkingPeriod[]>(),
    days: p.json<CalendarDay[]>(),
    years: p.json<number[]>(),
  },
});

const MOST_DAYS = 1_000;

/** 办公日历: the department's hours, and where it works otherwise than the official calendar says. */
export class DepartmentCalendar extends DepartmentCalendarSchema.class {
  /** Days replace those of the same date. A year beyond the official ones is known once it is said to be complete. */
  change({ days = [], hours, completeYear }: BusinessCalendarChange): void {
    const changed = new Map(this.days.map((each) => [each.day, each]));
    for (const { day, working, name } of days) changed.set(day, { day, working, name });
    if (changed.size > MOST_DAYS)
      throw refuse.rule('business-calendar.too-many-days', '调整的日子太多，请核对。', { most: MOST_DAYS });
    const years = new Set(this.years);
    if (completeYear !== undefined) years.add(completeYear);
    const next = {
      hours: hours?.map(({ from, to }) => ({ from, to })) ?? this.hours,
      days: [...changed.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      years: [...years].sort(),
    };
    try {
      new BusinessCalendar(next);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw refuse.rule('business-calendar.hours-overlap', '工作时间应按先后排列且互不重叠，请核对。');
    }
    Object.assign(this, next);
  }
}

DepartmentCalendarSchema.setClass(DepartmentCalendar);

/** One year of the calendar as people see it. */
export function yearOf(
  { id, version, hours, days, years }: Pick<DepartmentCalendar, 'id' | 'version' | 'hours' | 'days' | 'years'>,
  year: number,
): BusinessCalendarView {
  const notice = holidayYears[year];
  const off = (notice?.off ?? []).flatMap(([name, from, to]) => daysOff(name, `${year}-${from}`, `${year}-${to}`));
  const work = (notice?.work ?? []).map((day) => ({ day: `${year}-${day}`, working: true, name: '调休上班' }));
  return {
    ...{ id, version, year, hours },
    known: notice !== undefined || years.includes(year),
    official: [...off, ...work].sort((a, b) => (a.day < b.day ? -1 : 1)),
    own: days.filter(({ day }) => day.startsWith(`${year}-`)),
  };
}

function daysOff(name: string, from: string, to: string): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push({ day, working: false, name });
  return days;
}
