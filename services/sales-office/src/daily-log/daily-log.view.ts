import type { DailyLogView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { DailyLog } from './daily-log.js';
import { dailyLogWorkflow, type DailyLogState } from './daily-log.workflow.js';

export type DailyLogRow = RowOf<DailyLogView> & { state: DailyLogState };

export const dailyLogColumns = `${columns('d', 'id version state projectId cutOff handedInBy late calls visits openVisits confirmedBy')},
  d.day::text as day, ${instant('d.handed_in_at')} as "handedInAt", ${instant('d.confirmed_at')} as "confirmedAt"`;

export const viewOfRow = (row: DailyLogRow): DailyLogView => present(row, dailyLogWorkflow.allowed(row.state));

export function view(log: DailyLog): DailyLogView {
  const { id, version, state, projectId, day, cutOff, handedInBy, late, calls, visits, openVisits, confirmedBy } = log;
  return viewOfRow({
    ...{ id, version, state, projectId, day, cutOff, handedInBy, late, calls, visits, openVisits, confirmedBy },
    handedInAt: log.handedInAt.toISOString(),
    confirmedAt: log.confirmedAt?.toISOString() ?? null,
  });
}
