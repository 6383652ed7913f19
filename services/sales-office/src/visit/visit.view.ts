import { receptionSteps, type VisitView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, present, type RowOf } from '../view/rows.js';
import type { Visit } from './visit.js';
import { visitSteps, type VisitState } from './visit.workflow.js';

export type VisitRow = RowOf<Omit<VisitView, 'missingSteps'>> & { state: VisitState };

export const visitColumns = `${columns(
  'v',
  `id version state projectId kind loggedBy partyId channel concerns partySize intentGrade remark consultantId consultant riskProof
   accompaniedBy doneSteps`,
)}, ${instant('v.at')} as "at", ${instant('v.left_at')} as "leftAt", p.name_masked as "customerName", p.phone_masked as "phone"`;

/** The last two of the seven steps are done by the record itself and by the prospect opened from it [REQ-114]. */
export function viewOfRow(row: VisitRow): VisitView {
  const done = new Set(row.doneSteps);
  if (row.leftAt !== null && row.kind === 'VISIT') done.add('VISIT_RECORD');
  if (row.state === 'PROSPECT_OPENED' && row.kind === 'VISIT') done.add('SYSTEM_ENTRY');
  const missingSteps = row.kind === 'VISIT' ? receptionSteps.filter((step) => !done.has(step)) : [];
  const doneSteps = receptionSteps.filter((step) => done.has(step));
  return present<VisitView>({ ...row, doneSteps, missingSteps }, visitSteps(row.state, row.leftAt !== null));
}

/** The visitor is masked; many do not tell their name. */
export function view(visit: Visit, party: Party | null): VisitView {
  const { id, version, state, projectId, kind, loggedBy, partyId, consultantId, consultant, leftAt } = visit;
  const { channel, concerns, partySize, intentGrade, remark, riskProof, accompaniedBy, doneSteps } = visit;
  return viewOfRow({
    ...{ id, version, state, projectId, kind, loggedBy, partyId, channel, concerns, partySize, intentGrade, remark },
    ...{ consultantId, consultant, riskProof, accompaniedBy, doneSteps },
    at: visit.at.toISOString(),
    leftAt: leftAt?.toISOString() ?? null,
    customerName: party?.nameMasked ?? null,
    phone: party?.phoneMasked ?? null,
  });
}
