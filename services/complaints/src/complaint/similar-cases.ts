import type { Actor, Reader } from '@linli/bus';
import type { CallerUnitView, ComplaintView, IncidentView, SimilarCaseView } from '@linli/contracts';
import { wordsOf } from '@linli/kernel';
import { incidentColumns, incidentsCounted, viewOfRow } from '../incident/incident.view.js';
import { complaintLine, jsonOfLine, type ComplaintLine } from './complaint.view.js';

/** What a new case is about, as far as it is known. */
export interface NewCase {
  readonly partyIds: readonly string[];
  readonly places: readonly Pick<CallerUnitView, 'projectId' | 'room'>[];
  readonly projectId?: string | undefined;
  readonly content?: string | undefined;
}

/** So many pairs of characters in common make two texts similar. */
const SHARED = 2;
const MOST_WORDS = 100;

// The caller's and the rooms' open cases by their indexes; by their words only the newest open ones.
const SIMILAR = `
with near as (
  select id from complaint where is_open and party_id = any($2)
  union select c.id from unnest($3::text[], $4::text[]) p(project_id, room) join complaint c on c.project_id = p.project_id and c.room = p.room and c.is_open
  union (select id from complaint where is_open and ($1::text[] is null or project_id = any($1)) order by id desc nulls last limit 1000)),
judged as (
  select c.id, c.party_id = any($2) as caller,
    exists (select 1 from unnest($3::text[], $4::text[]) p(project_id, room) where c.project_id = p.project_id and c.room = p.room) as room,
    (select count(*)::int from unnest($5::text[]) w where position(w in lower(c.content)) > 0) as shared
  from near n join complaint c on c.id = n.id where $1::text[] is null or c.project_id = any($1))
select ${complaintLine}, j.caller, j.room as "sameRoom", j.shared
from judged j join complaint c on c.id = j.id where j.caller or j.room or j.shared >= $6
order by j.caller desc, j.room desc, j.shared desc, c.id desc limit 10`;

const INCIDENTS = `
select ${incidentColumns} from ${incidentsCounted}
cross join lateral (
  select i.id = any($2) as named, (select count(*)::int from unnest($3::text[]) w where position(w in lower(i.title || ' ' || i.description)) > 0) as shared) j
where i.state <> 'CLOSED' and ($1::text[] is null or i.project_id = any($1)) and (j.named or j.shared >= $4)
order by j.named desc, j.shared desc, i.id desc limit 5`;

interface Judged extends ComplaintLine {
  readonly caller: boolean;
  readonly sameRoom: boolean;
  readonly shared: number;
}

/** The open cases, and the incidents that are not closed, which a new case may belong to; only of projects that the asker sees. */
export async function similarCases(
  reader: Reader,
  { partyIds, places, projectId, content }: NewCase,
  by: Actor,
): Promise<{ similar: SimilarCaseView[]; incidents: IncidentView[] }> {
  const projects = projectId === undefined ? (by.seesAll ? null : by.projects) : by.sees(projectId) ? [projectId] : [];
  const words = wordsOf(content).slice(0, MOST_WORDS);
  const enough = words.length === 0 ? 1 : Math.min(SHARED, words.length);
  const rows = await reader.all<Judged>(SIMILAR, [
    ...[projects, partyIds, places.map((place) => place.projectId), places.map(({ room }) => room), words, enough],
  ]);
  const linked = rows.flatMap(({ incidentId }) => incidentId ?? []);
  const incidents = await reader.all(INCIDENTS, [projects, linked, words, enough]);
  return {
    similar: rows.map((row) => ({
      because: [
        ...(row.caller ? ['CALLER'] : []),
        ...(row.sameRoom ? ['ROOM'] : []),
        ...(row.shared >= enough ? ['WORDS'] : []),
      ],
      complaint: JSON.parse(jsonOfLine(row)) as ComplaintView,
    })),
    incidents: incidents.map(viewOfRow),
  };
}
