import type { SalesCollateralView } from '@linli/contracts';
import { columns, present, type RowOf } from '../view/rows.js';
import type { SalesCollateral } from './sales-collateral.js';
import { salesCollateralWorkflow, type SalesCollateralState } from './sales-collateral.workflow.js';

export type SalesCollateralRow = RowOf<SalesCollateralView> & { state: SalesCollateralState };

export const salesCollateralColumns = columns(
  'm',
  'id version state formNo projectId kind title currentNo versions withdrawnWhy',
);

export const viewOfRow = (row: SalesCollateralRow): SalesCollateralView =>
  present(row, salesCollateralWorkflow.allowed(row.state));

export function view(one: SalesCollateral): SalesCollateralView {
  const { id, version, state, formNo, projectId, kind, title, currentNo, versions, withdrawnWhy } = one;
  return viewOfRow({ id, version, state, formNo, projectId, kind, title, currentNo, versions, withdrawnWhy });
}
