import type { HandoverView } from '@linli/contracts';

/** A row of `handoverColumns`, or the aggregate itself. */
export type HandoverRow = Omit<HandoverView, 'allowed' | 'recordedAt'> & { recordedAt: string | Date };

/** The columns of a HandoverView, from handover o. */
export const handoverColumns = `o.id, o.version, o.form_no as "formNo", o.state, o.unit_id as "unitId", o.project_id as "projectId", o.room,
  o.party_id as "partyId", o.handover_date::text as "handoverDate", o.handed_over_by as "handedOverBy",
  o.recorded_at as "recordedAt"`;

/** A handover as people see it, of a row or of the aggregate. */
export function viewOfHandover(row: HandoverRow): HandoverView {
  const { id, version, formNo, state, unitId, projectId, room, partyId, handoverDate, handedOverBy, recordedAt } = row;
  return {
    ...{ id, version, formNo, state, unitId, projectId, room, partyId, handoverDate, handedOverBy },
    recordedAt: new Date(recordedAt).toISOString(),
    allowed: [],
  };
}
