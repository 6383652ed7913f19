import type { CorrectiveActionView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { correctiveActionWorkflow, type CorrectiveActionState } from './corrective-action.workflow.js';

type Row = Omit<CorrectiveActionView, 'meeting'> & { readonly metAt?: string; readonly attendees?: string };

const byPeople = ['confirm', 'return', 'withdraw'];

const shown = viewing<Row & { allowed: string[] }>(
  'a',
  `id version formNo letterNo state kind department complaintId complaintNo projectId metAt:instant attendees cause demand requestedBy
  requestedAt:instant dueOn:day round acknowledgedAt:instant carriedOutAt:instant withdrawal escalationLevel effectChecks escalations`,
  ({ state }) =>
    correctiveActionWorkflow.allowed(state as CorrectiveActionState).filter((step) => byPeople.includes(step)),
);

const withMeeting = ({ metAt, attendees, ...row }: Row): CorrectiveActionView =>
  metAt ? { ...row, meeting: { heldAt: metAt, attendees: attendees ?? '' } } : row;

/** The columns of a CorrectiveActionView, from corrective_action a. */
export const actionColumns = shown.columns;
export const viewOfRow = (row: object): CorrectiveActionView => withMeeting(shown.ofRow(row));
export const view = (action: object): CorrectiveActionView => withMeeting(shown.of(action));
