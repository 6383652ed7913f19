import type { ComplaintView } from '@linli/contracts';
import type { Complaint } from './complaint.js';
import { stepsOf, type CaseKind, type CaseMarks, type ComplaintState } from './complaint.workflow.js';
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
  return {
    ...{ kind, acknowledged, disputed, waiting, explanationOwed, escalationLevel, reopened },
    ...assignedOf(complaint),
  };
}

const assignedOf = ({ assigneeId, assignee, incidentId, agreementNo }: Assigned) => ({
  ...(assigneeId ? { assigneeId } : {}),
  ...(assignee ? { assignee } : {}),
  ...(incidentId ? { incidentId } : {}),
  ...(agreementNo ? { agreementNo } : {}),
});

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

/** A line of a list: what was written at intake, and the marks of the case as one text of which few different ones occur. */
export interface ComplaintLine extends Pick<ComplaintRow, 'id' | 'version' | 'card'>, Assigned {
  readonly marks: string;
}

interface Assigned {
  readonly assigneeId?: string | null;
  readonly assignee?: string | null;
  readonly incidentId?: string | null;
  readonly agreementNo?: string | null;
}

/** The columns of a ComplaintLine, from complaint c. */
export const complaintLine = `c.id, c.version, c.card, concat_ws(' ', c.kind, c.state, c.acknowledged, c.disputed, c.waiting, c.explanation_owed,
  c.escalation_level, c.reopened) as marks, c.assignee_id as "assigneeId", c.assignee, c.incident_id as "incidentId", c.agreement_no as "agreementNo"`;

/** The same JSON as `jsonOfRow` for a case without what was done about it. */
export function jsonOfLine({
  version,
  card,
  marks,
  assigneeId,
  assignee,
  incidentId,
  agreementNo,
}: ComplaintLine): string {
  const assigned =
    assigneeId || assignee || incidentId || agreementNo
      ? `,${JSON.stringify(assignedOf({ assigneeId, assignee, incidentId, agreementNo })).slice(1, -1)}`
      : '';
  return `${card.slice(0, -1)},"version":${version}${assigned},${jsonOfMarks(marks)}`;
}

const linesEnds = new Map<string, string>();
const MOST_ENDS = 1_000;

function jsonOfMarks(marks: string): string {
  const known = linesEnds.get(marks);
  if (known !== undefined) return known;
  const [kind, state, ...rest] = marks.split(' ') as [CaseKind, ComplaintState, ...string[]];
  const [acknowledged = false, disputed = false, waiting = false, explanationOwed = false] = rest.map(
    (flag) => flag === 't',
  );
  const [escalationLevel, reopened] = rest.slice(-2).map(Number);
  const row = { state, kind, acknowledged, disputed, waiting, explanationOwed, escalationLevel, reopened };
  const written = JSON.stringify({ ...row, allowed: stepsOf(row) }).slice(1);
  if (linesEnds.size >= MOST_ENDS) linesEnds.clear();
  linesEnds.set(marks, written);
  return written;
}
