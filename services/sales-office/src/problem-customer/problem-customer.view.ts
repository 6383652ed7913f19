import type { ProblemCustomerView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { ProblemCustomer } from './problem-customer.js';
import { problemCustomerWorkflow, type ProblemCustomerState } from './problem-customer.workflow.js';

export type ProblemCustomerRow = RowOf<ProblemCustomerView> & { state: ProblemCustomerState };

export const problemCustomerColumns = `${columns(
  'q',
  `id version state formNo projectId prospectId subscriptionId room partyId consultantId consultant kind problem reportedBy measure
   owner result`,
)}, q.due_on::text as "dueOn", q.solved_on::text as "solvedOn", ${instant('q.reported_at')} as "reportedAt",
  (select p.name_masked from party p where p.id = q.party_id) as "customerName"`;

export const viewOfRow = (row: ProblemCustomerRow): ProblemCustomerView =>
  present(row, problemCustomerWorkflow.allowed(row.state));

export function view(one: ProblemCustomer, { nameMasked }: Party): ProblemCustomerView {
  const { id, version, state, formNo, projectId, prospectId, subscriptionId, room, partyId, consultantId } = one;
  const { consultant, kind, problem, reportedBy, reportedAt, measure, owner, dueOn, result, solvedOn } = one;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, prospectId, subscriptionId, room, partyId, consultantId, consultant },
    ...{ kind, problem, reportedBy, measure, owner, dueOn, result, solvedOn },
    customerName: nameMasked,
    reportedAt: reportedAt.toISOString(),
  });
}
