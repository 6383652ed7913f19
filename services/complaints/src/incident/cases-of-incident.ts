import type { EntityManager } from '@mikro-orm/postgresql';
import { currentWork, load, now, settleClocks } from '@linli/bus';
import { newId } from '@linli/kernel';
import type { Complaint } from '../complaint/complaint.js';
import { keptDuty, kindsWithClocks, ruleOf } from '../complaint/complaint-clocks.js';
import type { Doer } from '../complaint/handling.js';
import { Incident } from './incident.js';

/**
 * The incident, held until the end of this transaction: to decide alone, or to link cases beside others who do. Whoever links a case
 * meets the answer that is just being approved, or is met by it.
 */
export async function hold(
  em: EntityManager,
  incidentId: string,
  to: 'decide' | 'link',
  version?: number,
): Promise<Incident> {
  await em.execute(`select 1 from incident where id = ? for ${to === 'decide' ? 'update' : 'share'}`, [incidentId]);
  return load(em, Incident, incidentId, version);
}

export async function countCases(
  em: EntityManager,
  incidentId: string,
): Promise<{ openCases: number; endedCases: number }> {
  const [counted] = await em.execute<{ openCases: number; endedCases: number }[]>(
    `select count(*) filter (where is_open)::int as "openCases", count(*) filter (where not is_open)::int as "endedCases"
     from complaint where incident_id = ?`,
    [incidentId],
  );
  return counted!;
}

/** A case joins the incident; if its callers have an official answer, this one gets it at once. */
export async function join(
  complaint: Complaint,
  incident: Incident,
  reason: string | undefined,
  by: Doer,
): Promise<void> {
  incident.mustTakeCases(complaint.projectId);
  complaint.linkIncident(incident.id, reason, by, now());
  const official = incident.officialAnswer;
  if (!official) return;
  complaint.answer(official.content, { id: official.approverId!, name: official.approver! }, now(), incident.id);
  await keptDuty(complaint, 'FIRST_ANSWER');
}

/** So many cases are told in one transaction; those beyond follow a moment later, as often as it takes. */
const AT_ONCE = 1_000;
export const TELL_ON = 'incident.tell-on';

// Every case is told the same, so it is written by one statement, with a new version and a line of the change log each.
const TELL = `
with told as (
  update complaint c set answered = true, version = version + 1,
    handling = jsonb_set(coalesce(c.handling, '{}'), '{answers}', coalesce(c.handling->'answers', '[]') || ?::jsonb)
  where c.incident_id = ? and c.is_open and c.id in (
    select id from complaint where incident_id = ? and is_open and not coalesce(handling->'answers', '[]') @> ?::jsonb order by id limit ${AT_ONCE})
  returning c.id, c.version, c.state),
noted as (
  insert into change_log (at, actor_id, action, aggregate_type, aggregate_id, kind, version, changed, state_from, state_to, correlation_id)
  select ?, ?, ?, 'complaint', id::text, 'update', version, '{answered,handling}', state, state, ? from told)
select id from told`;

/** The open cases of the incident that have not been told yet are answered by what was approved last. */
export async function tellAll(em: EntityManager, incident: Incident): Promise<void> {
  const official = incident.officialAnswer;
  if (!official) return;
  const { surroundings } = currentWork();
  const at = now().toISOString();
  const { content, approver: by } = official;
  const told = await em.execute<{ id: string }[]>(TELL, [
    ...[JSON.stringify([{ at, by, content, incidentId: incident.id }]), incident.id, incident.id],
    JSON.stringify([{ content, incidentId: incident.id }]),
    ...[at, surroundings.actor.id, surroundings.action, surroundings.correlationId],
  ]);
  await settleClocks(
    kindsWithClocks.map((kind) => ruleOf(kind, 'FIRST_ANSWER')),
    told,
  );
  incident.noteTold(official.number, told.length);
  if (told.length === AT_ONCE) await tellOn(em, incident, at);
}

async function tellOn(em: EntityManager, { id, projectId }: Incident, at: string): Promise<void> {
  currentWork().hasClocks = true;
  await em.execute(`insert into clock (id, rule, subject_id, cycle, due_at, project_id) values (?, ?, ?, ?, ?, ?)`, [
    ...[newId(), TELL_ON, id, newId(), at, projectId],
  ]);
}
