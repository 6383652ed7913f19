import type { SalesReportView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { SalesReport } from './sales-report.js';
import { salesReportWorkflow, type SalesReportState } from './sales-report.workflow.js';

export type SalesReportRow = RowOf<SalesReportView> & { state: SalesReportState };

export const salesReportColumns = `${columns(
  't',
  'id version state formNo projectId kind madeById madeBy superiorId superior late remark parts sections returnReason',
)}, t.from_on::text as "from", t.to_on::text as "to", ${instant('t.due_at')} as "dueAt",
  ${instant('t.handed_in_at')} as "handedInAt", ${instant('t.confirmed_at')} as "confirmedAt"`;

export const viewOfRow = (row: SalesReportRow): SalesReportView => present(row, salesReportWorkflow.allowed(row.state));

export function view(report: SalesReport): SalesReportView {
  const { id, version, state, formNo, projectId, kind, fromOn, toOn, madeById, madeBy, superiorId, superior } = report;
  const { dueAt, handedInAt, late, remark, parts, sections, returnReason, confirmedAt } = report;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, kind, madeById, madeBy, superiorId, superior, late, remark },
    ...{ from: fromOn, to: toOn, parts, sections, returnReason },
    dueAt: dueAt.toISOString(),
    handedInAt: handedInAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
  });
}
