import type { EntityManager } from '@mikro-orm/postgresql';
import { BusinessCalendar, type CalendarDay, type WorkingPeriod } from '@linli/kernel';
import { currentWork } from '../work.js';

interface CalendarRow {
  readonly hours: WorkingPeriod[];
  readonly days: CalendarDay[];
  readonly years: number[];
}

/** The department's working calendar: the official one with its own hours, days and years. */
export async function serviceCalendar(
  code = 'OFFICE',
  em: EntityManager = currentWork().em,
): Promise<BusinessCalendar> {
  const [row] = await em.execute<CalendarRow[]>('select hours, days, years from business_calendar where code = ?', [
    code,
  ]);
  if (!row) throw new Error(`There is no business calendar ${code}.`);
  return new BusinessCalendar(row);
}
