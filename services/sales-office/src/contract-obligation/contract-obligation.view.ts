import type { ContractObligationView } from '@linli/contracts';
import type { Day } from '@linli/kernel';
import { columns, present, type RowOf } from '../view/rows.js';
import type { ContractObligation } from './contract-obligation.js';
import { contractObligationSteps, type ContractObligationState } from './contract-obligation.workflow.js';

export type ContractObligationRow = RowOf<ContractObligationView> & { state: ContractObligationState };

export const contractObligationColumns = `${columns(
  'o',
  'id version state projectId contractId contractNo room consultantId clause debtor proof fulfilledBy',
)}, o.due_on::text as "dueOn", o.fulfilled_on::text as "fulfilledOn",
  o.state = 'OPEN' and coalesce(o.due_on < (app_now() at time zone 'Asia/Shanghai')::date, false) as overdue`;

export const viewOfRow = (row: ContractObligationRow): ContractObligationView =>
  present(row, contractObligationSteps(row.state));

export function view(one: ContractObligation, today: Day): ContractObligationView {
  const { id, version, state, projectId, contractId, contractNo, room, consultantId, clause, debtor, dueOn } = one;
  const { proof, fulfilledBy, fulfilledOn } = one;
  return viewOfRow({
    ...{ id, version, state, projectId, contractId, contractNo, room, consultantId, clause, debtor, dueOn },
    ...{ proof, fulfilledBy, fulfilledOn, overdue: one.isOverdue(today) },
  });
}
