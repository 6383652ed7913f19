import type { ComplaintView } from '@linli/contracts';
import type { Complaint } from './complaint.js';
import { stepsOf, type CaseMarks } from './complaint.workflow.js';
import type { Handling } from './handling.js';
import { intakeOf, type Customer, type Marks } from './intake.js';

/** A complaint as people see it; the customer masked, or only an id where another department keeps him. */
export function view(complaint: Complaint, customer: Customer | null): ComplaintView {
  const { version, state, handling } = complaint;
  return {
    ...intakeOf(complaint, customer),
    version,
    state,
    ...marksOf(complaint),
    ...handling,
    allowed: stepsOf(complaint),
  };
}

type Nullable<T> = { [F in keyof T]: undefined extends T[F] ? T[F] | null : T[F] };

/** One row of `complaintColumns`; in the single complaint with what was done about it. */
export interface ComplaintRow extends CaseMarks, Omit<Nullable<Marks>, keyof CaseMarks> {
  readonly id: string;
  readonly version: number;
  readonly projectId: string;
  readonly card: string;
  readonly handling?: Handling | null;
}

/** The columns of a ComplaintView, from complaint c. */
export const complaintColumns = `c.id, c.version, c.state, c.project_id as "projectId", c.card, c.kind, c.acknowledged, c.disputed, c.waiting,
  c.explanation_owed as "explanationOwed", c.escalation_level as "escalationLevel", c.reopened, c.assignee_id as "assigneeId", c.assignee,
  c.incident_id as "incidentId", c.agreement_no as "agreementNo"`;

function marksOf(complaint: Nullable<Marks>): Marks {
  const { kind, acknowledged, disputed, waiting, explanationOwed, escalationLevel, reopened } = complaint;
  const { assigneeId, assignee, incidentId, agreementNo } = complaint;
  return {
    ...{ kind, acknowledged, disputed, waiting, explanationOwed, escalationLevel, reopened },
    ...(assigneeId ? { assigneeId } : {}),
    ...(assignee ? { assignee } : {}),
    ...(incidentId ? { incidentId } : {}),
    ...(agreementNo ? { agreementNo } : {}),
  };
}

const steps = new Map<string, string>();

/** The JSON of the possible steps: few combinations occur, each is written once. */
function stepsJson(row: CaseMarks): string {
  const { kind, state, acknowledged, disputed, waiting, explanationOwed } = row;
  const key = `${kind} ${state} ${acknowledged} ${disputed} ${waiting} ${explanationOwed}`;
  const known = steps.get(key) ?? JSON.stringify(stepsOf(row));
  steps.set(key, known);
  return known;
}

/** The JSON of the view of a row, without parsing what was written at intake; the same view as of the entity. */
export function jsonOfRow(row: ComplaintRow): string {
  const { version, state, card, handling } = row;
  const done = handling ? JSON.stringify(handling).slice(1, -1) : '';
  const marks = JSON.stringify(marksOf(row)).slice(1, -1);
  return `${card.slice(0, -1)},"version":${version},"state":"${state}",${marks}${done ? `,${done}` : ''},"allowed":${stepsJson(row)}}`;
}
