import type { EntityManager } from '@mikro-orm/postgresql';
import {
  cancelClock,
  currentWork,
  now,
  pauseClocks,
  planClock,
  planFirstClocks,
  resumeClocks,
  settleClock,
} from '@linli/bus';
import { newId, Refusal } from '@linli/kernel';
import type { Complaint } from './complaint.js';
import type { CaseKind } from './complaint.workflow.js';
import type { Duty } from './handling.js';

export const duties: readonly Duty[] = ['ACKNOWLEDGE', 'FIRST_ANSWER', 'RESOLVE'];
export const kindsWithClocks: readonly CaseKind[] = ['COMPLAINT', 'REPAIR', 'SUGGESTION', 'OBJECTION'];

/** The rule of the clock: `repair.first-answer`. Each kind of case has times of its own. */
export const ruleOf = (kind: CaseKind, duty: Duty): string =>
  `${kind.toLowerCase()}.${duty.toLowerCase().replaceAll('_', '-')}`;

/** The clock that plans what could not be planned yet: the year that it runs into has no calendar. */
export const START = 'complaint.start';

/** A case as far as its clocks need it; it may be about to be entered. */
type Timed = Pick<Complaint, 'id' | 'projectId' | 'kind' | 'reopened'>;

/**
 * The clocks of a case that is being entered; answers the day on which its solution is due, if that can be said. That the calendar of a
 * year is missing holds nobody's complaint up.
 */
export async function startClocks(em: EntityManager, complaint: Timed): Promise<string | undefined> {
  const clocks = duties.map((duty) => ({ rule: ruleOf(complaint.kind, duty) }));
  const planned = await plannedIn(planFirstClocks(complaint, clocks));
  if (planned) return planned.at(-1)?.dueOn;
  for (const clock of clocks) await plannedIn(planFirstClocks(complaint, [clock]));
  await planLater(em, complaint);
  return undefined;
}

/** The clocks of the next round of a case, under the policies in force when it came in. */
export async function startClocksAgain(em: EntityManager, complaint: Complaint): Promise<void> {
  const start = { from: now(), cycle: String(complaint.reopened + 1), caseSince: complaint.receivedAt };
  let all = true;
  for (const duty of duties)
    all = (await plannedIn(planClock(ruleOf(complaint.kind, duty), complaint, start))) !== undefined && all;
  if (!all) await planLater(em, complaint);
}

async function plannedIn<P>(planning: Promise<P>): Promise<P | undefined> {
  try {
    return await planning;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar.year-unknown') return undefined;
    throw error;
  }
}

async function planLater(em: EntityManager, { id, projectId, reopened }: Timed): Promise<void> {
  currentWork().hasClocks = true;
  const cells = [newId(), START, id, String(reopened + 1), now().toISOString(), projectId];
  const row = cells.map((cell) => `'${cell.replaceAll("'", "''")}'`).join(', ');
  await em.execute(`insert into "clock" (id, rule, subject_id, cycle, due_at, project_id) values (${row})`);
}

/** Whoever plans the clocks of this case meanwhile is waited for; who comes later sees what was done. */
async function alone({ id }: Complaint): Promise<void> {
  await currentWork().em.execute('select 1 from complaint where id = ? for update', [id]);
}

/** The duty is done. That it was due before is noted here if its clock has not come to it yet: late is late, whoever is first. */
export async function keptDuty(complaint: Complaint, duty: Duty): Promise<void> {
  await alone(complaint);
  const rule = ruleOf(complaint.kind, duty);
  const missed = await currentWork().em.execute<{ dueAt: Date | string }[]>(
    `select due_at as "dueAt" from clock where subject_id = ? and rule = ? and level = 0 and due_at <= ?
       and fired_at is null and cancelled_at is null and settled_at is null and paused_at is null`,
    [complaint.id, rule, now().toISOString()],
  );
  for (const { dueAt } of missed) complaint.fallLate(duty, new Date(dueAt), now());
  await settleClock(rule, complaint);
}

/** The case is over without a solution: nothing is owed any more. */
export async function endClocks(complaint: Complaint): Promise<void> {
  await alone(complaint);
  for (const duty of duties) await cancelClock(ruleOf(complaint.kind, duty), complaint);
}

export async function stopClocks(complaint: Complaint, reason: string): Promise<void> {
  await alone(complaint);
  await pauseClocks(complaint, { reason });
}

export async function goOnWithClocks(complaint: Complaint): Promise<void> {
  await alone(complaint);
  await resumeClocks(complaint);
}
