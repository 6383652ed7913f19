import { planClock, type PlannedClock } from '@linli/bus';
import { startOfDay, type Day } from '@linli/kernel';
import { dueRule, periodOf } from './period.js';
import type { ReportDuty } from './report-duty.js';

/** Plans when the report of the period around this day is due; the policy that is in force when the period ends holds for it. */
export function planReport(duty: ReportDuty, on: Day): Promise<PlannedClock> {
  const { from, to } = periodOf(duty.kind, on);
  return planClock(dueRule(duty.kind), duty, { from: to, cycle: to, payload: { from, to }, caseSince: startOfDay(to) });
}
