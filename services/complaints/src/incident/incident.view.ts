import type { IncidentView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { incidentWorkflow, type IncidentState } from './incident.workflow.js';

type Counts = 'openCases' | 'endedCases';
const counts = `coalesce(n.open, 0)::int as "openCases", coalesce(n.ended, 0)::int as "endedCases"`;

const shown = viewing<Omit<IncidentView, Counts>>(
  'i',
  'id version formNo projectId state category title description openedBy openedAt:instant answers ending',
  ({ state }) => incidentWorkflow.allowed(state as IncidentState),
);

/** The columns of an IncidentView, from `incidentsCounted`. */
export const incidentColumns = `${shown.columns}, ${counts}`;

/** Incidents i with the number of their cases n, read off an index of their own. */
export const incidentsCounted = `incident i cross join lateral (
  select count(*) filter (where c.is_open) as open, count(*) filter (where not c.is_open) as ended from complaint c where c.incident_id = i.id) n`;

export const viewOfRow = (row: object): IncidentView => {
  const { openCases, endedCases } = row as Pick<IncidentView, Counts>;
  const { allowed, ...rest } = shown.ofRow(row);
  return { ...rest, openCases, endedCases, allowed };
};

export const view = (incident: object, numbers: Pick<IncidentView, Counts>): IncidentView => {
  const { allowed, ...rest } = shown.of(incident);
  return { ...rest, ...numbers, allowed };
};
