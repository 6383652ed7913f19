import type { HandlerAbsenceView } from '@linli/contracts';

type Facts = Omit<HandlerAbsenceView, 'allowed'>;

/** The columns of a HandlerAbsenceView, from handler_absence a. */
export const absenceColumns = `a.id, a.version, a.colleague_id as "colleagueId", a.colleague, a.from_on::text as "fromOn", a.until_on::text as "untilOn",
  a.reason, a.recorded_by as "recordedBy"`;

export function viewOfAbsence(facts: Facts): HandlerAbsenceView {
  const { id, version, colleagueId, colleague, fromOn, untilOn, reason, recordedBy } = facts;
  return { id, version, colleagueId, colleague, fromOn, untilOn, reason, recordedBy, allowed: [] };
}
