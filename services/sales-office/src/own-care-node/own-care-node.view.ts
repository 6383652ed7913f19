import type { OwnCareNodeView } from '@linli/contracts';
import { columns, present, type RowOf } from '../view/rows.js';
import type { OwnCareNode } from './own-care-node.js';
import { ownCareNodeWorkflow, type OwnCareNodeState } from './own-care-node.workflow.js';

export type OwnCareNodeRow = RowOf<OwnCareNodeView> & { state: OwnCareNodeState };

export const ownCareNodeColumns = columns('w', 'id version state projectId name anchor days');

export const viewOfRow = (row: OwnCareNodeRow): OwnCareNodeView => present(row, ownCareNodeWorkflow.allowed(row.state));

export function view({ id, version, state, projectId, name, anchor, days }: OwnCareNode): OwnCareNodeView {
  return viewOfRow({ id, version, state, projectId, name, anchor, days });
}
