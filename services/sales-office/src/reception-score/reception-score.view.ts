import type { ReceptionScoreView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { ReceptionScore } from './reception-score.js';

export type ReceptionScoreRow = RowOf<ReceptionScoreView>;

export const receptionScoreColumns = `${columns('r', 'id version projectId visitId consultantId consultant scoredBy steps standards points remark')},
  ${instant('r.scored_at')} as "scoredAt"`;

export const viewOfRow = (row: ReceptionScoreRow): ReceptionScoreView => present(row, []);

export function view(score: ReceptionScore): ReceptionScoreView {
  const { id, version, projectId, visitId, consultantId, consultant, scoredBy, steps, standards, points, remark } =
    score;
  return viewOfRow({
    ...{ id, version, projectId, visitId, consultantId, consultant, scoredBy, steps, standards, points, remark },
    scoredAt: score.scoredAt.toISOString(),
  });
}
