import type { HoldRatioView } from '@linli/contracts';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { HoldRatio } from './hold-ratio.js';

export type HoldRatioRow = RowOf<HoldRatioView>;

export const holdRatioColumns = `${columns('h', 'id version projectId building reason setBy')},
  ${number('h.percent')} as percent, ${instant('h.set_at')} as "setAt"`;

export const viewOfRow = (row: HoldRatioRow): HoldRatioView => present(row, []);

export function view(ratio: HoldRatio): HoldRatioView {
  const { id, version, projectId, building, percent, reason, setBy } = ratio;
  return viewOfRow({ id, version, projectId, building, percent, reason, setBy, setAt: ratio.setAt.toISOString() });
}
