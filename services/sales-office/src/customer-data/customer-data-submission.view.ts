import type { CustomerDataSubmissionView } from '@linli/contracts';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { CustomerDataSubmission } from './customer-data-submission.js';
import { customerDataWorkflow, type CustomerDataState } from './customer-data-submission.workflow.js';

export type CustomerDataRow = RowOf<CustomerDataSubmissionView> & { state: CustomerDataState };

export const customerDataColumns = `${columns(
  'd',
  'id version state formNo projectId customers buyers complete missing submittedBy decidedBy opinion',
)}, ${instant('d.submitted_at')} as "submittedAt", ${instant('d.decided_at')} as "decidedAt"`;

export const viewOfRow = (row: CustomerDataRow): CustomerDataSubmissionView =>
  present(row, customerDataWorkflow.allowed(row.state));

export function view(one: CustomerDataSubmission): CustomerDataSubmissionView {
  const { id, version, state, formNo, projectId, customers, buyers, complete, missing } = one;
  const { submittedBy, submittedAt, decidedBy, decidedAt, opinion } = one;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, customers, buyers, complete, missing, submittedBy, decidedBy, opinion },
    submittedAt: submittedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  });
}
