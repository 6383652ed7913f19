import type { SalesAnalysisView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { SalesAnalysis } from './sales-analysis.js';
import { salesAnalysisWorkflow, type SalesAnalysisState } from './sales-analysis.workflow.js';

export type SalesAnalysisRow = RowOf<SalesAnalysisView> & { state: SalesAnalysisState };

export const salesAnalysisColumns = `${columns('a', 'id version state formNo projectId kind drawnBy sections conclusion')},
  a.from_on::text as "from", a.to_on::text as "to", ${instant('a.drawn_at')} as "drawnAt"`;

export const viewOfRow = (row: SalesAnalysisRow): SalesAnalysisView =>
  present(row, salesAnalysisWorkflow.allowed(row.state));

export function view(analysis: SalesAnalysis): SalesAnalysisView {
  const { id, version, state, formNo, projectId, kind, fromOn, toOn, drawnBy, drawnAt, sections, conclusion } =
    analysis;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, kind, from: fromOn, to: toOn, drawnBy, sections, conclusion },
    drawnAt: drawnAt.toISOString(),
  });
}
