import type { CareNodeView } from '@linli/contracts';
import { columns, present, type RowOf } from '../view/rows.js';
import type { CareNode } from './care-node.js';
import { careNodeSteps, type CareNodeState } from './care-node.workflow.js';

export type CareNodeRow = RowOf<CareNodeView> & { state: CareNodeState };

export const careNodeColumns = `${columns(
  'n',
  'id version state kind title projectId room subscriptionId partyId consultantId contacts',
)}, n.due_on::text as "dueOn"`;

export const viewOfRow = (row: CareNodeRow): CareNodeView => present(row, careNodeSteps(row.state));

export function view(node: CareNode): CareNodeView {
  const { id, version, state, kind, title, projectId, room, subscriptionId, partyId, consultantId } = node;
  const { dueOn, contacts } = node;
  return viewOfRow({
    ...{ id, version, state, kind, title, projectId, room, subscriptionId, partyId, consultantId, dueOn, contacts },
  });
}
