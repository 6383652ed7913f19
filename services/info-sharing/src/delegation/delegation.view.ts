import type { DelegationView } from '@linli/contracts';
import type { Delegation } from './delegation.js';
import { delegationWorkflow, type DelegationState } from './delegation.workflow.js';

export type DelegationRow = Omit<DelegationView, 'allowed' | 'state'> & { readonly state: DelegationState };

/** The columns of a DelegationView, from delegation d. */
export const delegationColumns = `d.id, d.version, d.state, d.role, d.absent_id as "absentId", d.stand_in_id as "standInId",
  d.from_on::text as "fromOn", d.until_on::text as "untilOn", d.reason, d.granted_by as "grantedBy"`;

export const viewOfRow = (row: DelegationRow): DelegationView => ({
  ...row,
  allowed: [...delegationWorkflow.allowed(row.state)],
});

export function view(delegation: Delegation): DelegationView {
  const { id, version, state, role, absentId, standInId, fromOn, untilOn, reason, grantedBy } = delegation;
  return viewOfRow({ id, version, state, role, absentId, standInId, fromOn, untilOn, reason, grantedBy });
}
