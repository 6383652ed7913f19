import type { VisitView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { Visit } from './visit.js';
import { visitWorkflow, type VisitState } from './visit.workflow.js';

export type VisitRow = RowOf<VisitView> & { state: VisitState };

export const visitColumns = `${columns('v', 'id version state projectId kind loggedBy partyId channel concerns partySize intentGrade remark')},
  ${instant('v.at')} as "at", p.name_masked as "customerName", p.phone_masked as "phone"`;

export const viewOfRow = (row: VisitRow): VisitView => present(row, visitWorkflow.allowed(row.state));

/** The visitor is masked; many do not tell their name. */
export function view(visit: Visit, party: Party | null): VisitView {
  const { id, version, state, projectId, kind, loggedBy, partyId } = visit;
  const { channel, concerns, partySize, intentGrade, remark } = visit;
  return viewOfRow({
    ...{ id, version, state, projectId, kind, loggedBy, partyId, channel, concerns, partySize, intentGrade, remark },
    at: visit.at.toISOString(),
    customerName: party?.nameMasked ?? null,
    phone: party?.phoneMasked ?? null,
  });
}
