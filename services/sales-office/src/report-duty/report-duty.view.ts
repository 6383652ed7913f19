import type { ReportDutyView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { ReportDuty } from './report-duty.js';

export type ReportDutyRow = RowOf<ReportDutyView>;

export const reportDutyColumns = `${columns('d', 'id version projectId kind personId person superiorId superior')}, d.since::text as since,
  (select ${instant('min(c.due_at)')} from clock c where c.subject_id = d.id::text and c.rule like 'report-due.%' and c.fired_at is null
     and c.cancelled_at is null and c.settled_at is null) as "nextDueAt"`;

export const viewOfRow = (row: ReportDutyRow): ReportDutyView => present(row, ['reassign']);

export function view(duty: ReportDuty, nextDueAt: Date | null): ReportDutyView {
  const { id, version, projectId, kind, personId, person, superiorId, superior, since } = duty;
  return viewOfRow({
    ...{ id, version, projectId, kind, personId, person, superiorId, superior, since },
    nextDueAt: nextDueAt?.toISOString() ?? null,
  });
}
