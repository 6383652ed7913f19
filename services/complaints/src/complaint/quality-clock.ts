import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, planClock, settleClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { Complaint } from './complaint.js';

export const QUALITY_CHECK = 'quality-check.due';
/** Customers who gave so many points or fewer were not content: their cases are looked at. */
const POOR = 2;

/** What says whether a closed case has to be checked. */
type Closed = Pick<Complaint, 'id' | 'projectId' | 'disputed' | 'escalationLevel' | 'reopened'>;

/** A case was closed: disputed, escalated and re-opened ones are checked, of the others so many in a hundred. */
export async function chooseForCheck(em: EntityManager, closed: Closed): Promise<void> {
  if (await isChosen(em, closed, now())) await plan(closed);
}

/** The customer was not content: the case is checked if it had not been chosen and nobody has looked at it yet. */
export async function checkWhatWasRatedPoorly(em: EntityManager, complaintId: string, score: number): Promise<void> {
  if (score > POOR) return;
  const complaint = await em.findOne(Complaint, complaintId);
  if (complaint?.state !== 'CLOSED' || complaint.isChecked) return;
  const closedAt = new Date(complaint.handling?.ending?.at ?? now());
  if (!(await isChosen(em, complaint, closedAt))) await plan(complaint);
}

/** It was checked, or goes on. */
export const noCheckOwed = (complaint: Closed): Promise<void> => settleClock(QUALITY_CHECK, complaint);

async function plan(closed: Closed): Promise<void> {
  await planClock(QUALITY_CHECK, closed, { from: now(), cycle: String(closed.reopened + 1), caseSince: now() });
}

/** The same answer whenever it is asked: the random end of the id draws the lot. */
async function isChosen(em: EntityManager, closed: Closed, at: Date): Promise<boolean> {
  if (closed.disputed || closed.escalationLevel > 0 || closed.reopened > 0) return true;
  const [share] = await em.execute<{ percent: string }[]>(
    `select value as percent from policy where rule = 'quality-check-percent' and valid_from <= ? order by valid_from desc limit 1`,
    [dayOf(at)],
  );
  return Number.parseInt(closed.id.slice(-8), 16) % 100 < Number(share?.percent ?? 0);
}

/** A closed case that was chosen and that nobody has checked: 客服部主管 is reminded, then 客服经理, each once. */
@Controller()
export class RemindOfQualityCheck {
  constructor(private readonly em: EntityManager) {}

  @OnClock(QUALITY_CHECK)
  async handle({ subjectId, level, escalateTo }: Firing): Promise<void> {
    const complaint = await this.em.findOne(Complaint, subjectId);
    if (complaint?.state !== 'CLOSED' || complaint.isChecked) return; // it was checked while the clock was about to fire
    complaint.remindOfQualityCheck(level, escalateTo, now());
  }
}
