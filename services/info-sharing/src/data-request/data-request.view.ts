import type { DataRequestView } from '@linli/contracts';
import type { DataRequest } from './data-request.js';
import { dataRequestWorkflow, type DataRequestState } from './data-request.workflow.js';

type Optional =
  | 'filters'
  | 'signedBy'
  | 'signedAt'
  | 'reviewedBy'
  | 'reviewedAt'
  | 'approvedKinds'
  | 'approvedCount'
  | 'approverRole'
  | 'directorId'
  | 'matrixVersion'
  | 'decidedBy'
  | 'decidedFor'
  | 'decidedAt'
  | 'opinion'
  | 'releasedBy'
  | 'releasedAt'
  | 'releasedCount'
  | 'feedbackDueOn'
  | 'receiptNo'
  | 'receivedBy'
  | 'receivedAt'
  | 'custodian';

/** One row of `dataRequestColumns`. */
export type DataRequestRow = Omit<DataRequestView, 'allowed' | 'state' | Optional> & { state: DataRequestState } & {
  [F in Optional]: DataRequestView[F] | null;
};

const instant = (column: string) => `to_char(d.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of a DataRequestView, from data_request d; views made of rows and of entities are the same. */
export const dataRequestColumns = `d.id, d.version, d.form_no as "formNo", d.project_id as "projectId", d.state,
  d.applying_dept as "applyingDept", d.applicant, d.applicant_id as "applicantId", d.applied_on::text as "appliedOn",
  d.purpose, d.kinds, d.source_project_ids as "sourceProjectIds", d.target_project_ids as "targetProjectIds", d.filters, d.fields,
  d.requested_count as "requestedCount", d.use_from::text as "useFrom", d.use_to::text as "useTo", d.scope, d.director_id as "directorId",
  d.signed_by as "signedBy", ${instant('signed_at')} as "signedAt", d.reviewed_by as "reviewedBy", ${instant('reviewed_at')} as "reviewedAt",
  d.approved_kinds as "approvedKinds", d.approved_count as "approvedCount", d.approver_role as "approverRole", d.matrix_version as "matrixVersion",
  d.decided_by as "decidedBy", d.decided_for as "decidedFor", ${instant('decided_at')} as "decidedAt", d.opinion,
  d.released_by as "releasedBy", ${instant('released_at')} as "releasedAt", d.released_count as "releasedCount", d.feedback_due_on::text as "feedbackDueOn",
  d.receipt_no as "receiptNo", d.received_by as "receivedBy", ${instant('received_at')} as "receivedAt", d.custodian`;

export function viewOfRow(row: DataRequestRow): DataRequestView {
  // The version of a request that is not saved yet is put in by the bus: its place must be there.
  const known = Object.fromEntries(
    Object.entries(row).filter(([name, value]) => name === 'version' || (value !== null && value !== undefined)),
  ) as Omit<DataRequestView, 'allowed'>;
  return { ...known, allowed: [...dataRequestWorkflow.allowed(row.state)] };
}

/** 客户资源需求申请单 as people see it. */
export function view(request: DataRequest): DataRequestView {
  const { id, version, formNo, projectId, state, applyingDept, applicant, applicantId, appliedOn, purpose, kinds } =
    request;
  const { sourceProjectIds, targetProjectIds, filters, fields, requestedCount, useFrom, useTo, scope, directorId } =
    request;
  const {
    signedBy,
    reviewedBy,
    approvedKinds,
    approvedCount,
    approverRole,
    matrixVersion,
    decidedBy,
    decidedFor,
    opinion,
  } = request;
  const { releasedBy, releasedCount, feedbackDueOn, receiptNo, receivedBy, custodian } = request;
  return viewOfRow({
    ...{ id, version, formNo, projectId, state, applyingDept, applicant, applicantId, appliedOn, purpose, kinds },
    ...{ sourceProjectIds, targetProjectIds, filters, fields, requestedCount, useFrom, useTo, scope, directorId },
    ...{
      signedBy,
      reviewedBy,
      approvedKinds,
      approvedCount,
      approverRole,
      matrixVersion,
      decidedBy,
      decidedFor,
      opinion,
    },
    ...{ releasedBy, releasedCount, feedbackDueOn, receiptNo, receivedBy, custodian },
    signedAt: written(request.signedAt),
    reviewedAt: written(request.reviewedAt),
    decidedAt: written(request.decidedAt),
    releasedAt: written(request.releasedAt),
    receivedAt: written(request.receivedAt),
  });
}

const written = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
