import type { ReportPenaltyView } from '@linli/contracts';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { ReportPenalty } from './report-penalty.js';
import { reportPenaltyWorkflow, type ReportPenaltyState } from './report-penalty.workflow.js';

export type ReportPenaltyRow = RowOf<ReportPenaltyView> & { state: ReportPenaltyState };

export const reportPenaltyColumns = `${columns(
  'n',
  'id version state formNo projectId kind personId person superiorId superior measure reason',
)}, n.from_on::text as "from", n.to_on::text as "to", ${number('n.amount_fen')} as "amountFen",
  ${instant('n.due_at')} as "dueAt", ${instant('n.decided_at')} as "decidedAt"`;

export const viewOfRow = (row: ReportPenaltyRow): ReportPenaltyView =>
  present(row, reportPenaltyWorkflow.allowed(row.state));

export function view(penalty: ReportPenalty): ReportPenaltyView {
  const { id, version, state, formNo, projectId, kind, fromOn, toOn, personId, person, superiorId, superior } = penalty;
  const { dueAt, measure, amountFen, reason, decidedAt } = penalty;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, kind, personId, person, superiorId, superior },
    ...{ from: fromOn, to: toOn, measure, amountFen, reason },
    dueAt: dueAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  });
}
