import type { AllocationRecordView } from '@linli/contracts';
import type { AllocationRecord } from './allocation-record.js';

export function view(record: AllocationRecord): AllocationRecordView {
  const { id, formNo, dataRequestId, sourceProjectIds, targetProjectIds, recordCount, purpose, filedBy, filedAt } =
    record;
  return viewOfRow({
    ...{ id, formNo, dataRequestId, sourceProjectIds, targetProjectIds, recordCount, purpose, filedBy },
    filedAt: filedAt.toISOString(),
  });
}

export type AllocationRecordRow = Omit<AllocationRecordView, 'dataRequestId'> & {
  dataRequestId: string | null | undefined;
};

/** The columns of an AllocationRecordView, from allocation_record a. */
export const allocationColumns = `a.id, a.form_no as "formNo", a.data_request_id as "dataRequestId",
  a.source_project_ids as "sourceProjectIds", a.target_project_ids as "targetProjectIds", a.record_count as "recordCount", a.purpose,
  a.filed_by as "filedBy", to_char(a.filed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "filedAt"`;

export function viewOfRow({ dataRequestId, ...always }: AllocationRecordRow): AllocationRecordView {
  return { ...always, ...(dataRequestId ? { dataRequestId } : {}) };
}
