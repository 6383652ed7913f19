import { currentWork, now } from '@linli/bus';
import { dayOf, refuse } from '@linli/kernel';

/** Refuses `complaint.assignee-absent` for who is away today, with his last day of absence. */
export async function mustBeAtWork(colleagueId: string): Promise<void> {
  const today = dayOf(now());
  const [absence] = await currentWork().em.execute<{ untilOn: string }[]>(
    `select max(until_on)::text as "untilOn" from handler_absence where colleague_id = ? and from_on <= ? and until_on >= ?
     having count(*) > 0`,
    [colleagueId, today, today],
  );
  if (!absence) return;
  throw refuse.rule('complaint.assignee-absent', '这位同事今天缺勤，请选择另一位。', { ...absence });
}
