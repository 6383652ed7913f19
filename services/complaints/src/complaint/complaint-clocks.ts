import type { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, currentWork, now, pauseClocks, resumeClocks, settleClock } from '@linli/bus';
import { newId } from '@linli/kernel';
import type { Complaint } from './complaint.js';
import type { CaseKind } from './complaint.workflow.js';
import type { Duty } from './handling.js';

export const duties: readonly Duty[] = ['ACKNOWLEDGE', 'FIRST_ANSWER', 'RESOLVE'];
export const kindsWithClocks: readonly CaseKind[] = ['COMPLAINT', 'REPAIR', 'SUGGESTION', 'OBJECTION'];

/** The rule of the clock: `repair.first-answer`. Each kind of case has times of its own. */
export const ruleOf = (kind: CaseKind, duty: Duty): string =>
  `${kind.toLowerCase()}.${duty.toLowerCase().replaceAll('_', '-')}`;

/** The clock that plans the others: entering a case costs one row, its clocks are planned with those of its neighbours. */
export const START = 'complaint.start';

/** Has the clocks of a new or reopened case planned in a moment; the row leaves with the next statement. */
export async function startClocks(em: EntityManager, { id, projectId, reopened }: Complaint): Promise<void> {
  currentWork().hasClocks = true;
  const cells = [newId(), START, id, String(reopened + 1), now().toISOString(), projectId];
  const row = cells.map((cell) => `'${cell.replaceAll("'", "''")}'`).join(', ');
  await em.execute(`insert into "clock" (id, rule, subject_id, cycle, due_at, project_id) values (${row})`);
}

/** Whoever plans the clocks of this case meanwhile is waited for; who comes later sees what was done. */
async function alone({ id }: Complaint): Promise<void> {
  await currentWork().em.execute('select 1 from complaint where id = ? for update', [id]);
}

export async function keptDuty(complaint: Complaint, duty: Duty): Promise<void> {
  await alone(complaint);
  await settleClock(ruleOf(complaint.kind, duty), complaint);
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
