import type { ComplaintView } from '@linli/contracts';
import type { Complaint } from './complaint.js';
import { complaintWorkflow, type ComplaintState } from './complaint.workflow.js';
import type { Handling } from './handling.js';
import { intakeOf, type Customer } from './intake.js';

/** A complaint as people see it; the customer masked, or only an id where another department keeps him. */
export function view(complaint: Complaint, customer: Customer | null): ComplaintView {
  const { version, state, handling } = complaint;
  return {
    ...intakeOf(complaint, customer),
    version,
    state,
    ...handling,
    allowed: [...complaintWorkflow.allowed(state)],
  };
}

/** One row of `complaintColumns`; in the single complaint with what was done about it. */
export interface ComplaintRow {
  readonly id: string;
  readonly version: number;
  readonly state: ComplaintState;
  readonly projectId: string;
  readonly card: string;
  readonly handling?: Handling | null;
}

/** The columns of a ComplaintView, from complaint c. */
export const complaintColumns = 'c.id, c.version, c.state, c.project_id as "projectId", c.card';

const allowedJson = new Map(
  complaintWorkflow.states.map((state) => [state, JSON.stringify(complaintWorkflow.allowed(state))]),
);

/** The JSON of the view of a row, without parsing what was written at intake; the same view as of the entity. */
export function jsonOfRow({ version, state, card, handling }: ComplaintRow): string {
  const done = handling ? JSON.stringify(handling).slice(1, -1) : '';
  return `${card.slice(0, -1)},"version":${version},"state":"${state}"${done ? `,${done}` : ''},"allowed":${allowedJson.get(state)}}`;
}
