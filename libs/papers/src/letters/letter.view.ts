import type { LetterAnswerView, WorkContactLetterView } from '@linli/contracts';
import { letterWorkflow, type LetterState, type WorkContactLetter } from './work-contact-letter.js';

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of a LetterRow, from work_contact_letter l. */
export const letterColumns = `l.id, l.version, l.state, l.department, l.project_id as "projectId", l.kind, l.due_on::text as "dueOn", l.round,
  ${instant('l.received_at')} as "receivedAt", l.acknowledged_by as "acknowledgedBy", ${instant('l.acknowledged_at')} as "acknowledgedAt", l.answers`;

export interface LetterRow {
  readonly id: string;
  readonly version: number;
  readonly state: LetterState;
  readonly department: string;
  readonly projectId: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly round: number;
  readonly receivedAt: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly answers: LetterAnswerView[];
}

const byPeople = ['acknowledge', 'carryOut'];

export function viewOfRow({ acknowledgedBy, acknowledgedAt, ...row }: LetterRow): WorkContactLetterView {
  return {
    ...row,
    ...(acknowledgedBy ? { acknowledgedBy } : {}),
    ...(acknowledgedAt ? { acknowledgedAt } : {}),
    allowed: letterWorkflow.allowed(row.state).filter((step) => byPeople.includes(step)),
  };
}

/** The same view of the entity. */
export function view(letter: WorkContactLetter): WorkContactLetterView {
  const { id, version, state, department, projectId, kind, dueOn, round, receivedAt, answers } = letter;
  const { acknowledgedBy, acknowledgedAt } = letter;
  return viewOfRow({
    ...{ id, version, state, department, projectId, kind, dueOn, round, receivedAt: receivedAt.toISOString(), answers },
    ...{ acknowledgedBy: acknowledgedBy ?? null, acknowledgedAt: acknowledgedAt?.toISOString() ?? null },
  });
}
