import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, pauseClocks, planClocks, type Firing } from '@linli/bus';
import { duties, kindsWithClocks, ruleOf, START } from './complaint-clocks.js';
import { complaintWorkflow, type CaseKind, type ComplaintState } from './complaint.workflow.js';
import type { Duty } from './handling.js';

interface CaseRow {
  readonly id: string;
  readonly projectId: string;
  readonly kind: CaseKind;
  readonly state: ComplaintState;
  readonly acknowledged: boolean;
  readonly answered: boolean;
  readonly waiting: boolean;
  readonly receivedAt: Date;
  readonly reopened: number;
  readonly reopenedAt: string | null;
}

/** This case and, in the same breath, up to 199 others that wait for their clocks. */
const CASES = `
with started as (
  update clock set cancelled_at = ? where id in (
    select id from clock where rule = '${START}' and subject_id <> ? and fired_at is null and cancelled_at is null
    order by due_at limit 199 for update skip locked)
  returning subject_id)
select id, project_id as "projectId", kind, state, acknowledged, answered, waiting, received_at as "receivedAt", reopened,
  handling->'rounds'->-1->>'reopenedAt' as "reopenedAt"
from complaint where id = ?::uuid or id in (select subject_id::uuid from started) order by id for update`;

const unresolved: readonly ComplaintState[] = complaintWorkflow.states.filter(
  (state) => !['CHECKED', 'FED_BACK', 'CLOSED', 'WITHDRAWN', 'UNAGREED'].includes(state),
);

@Controller()
export class PlanClocks {
  constructor(private readonly em: EntityManager) {}

  @OnClock(START)
  async handle({ subjectId }: Firing): Promise<void> {
    const cases = await this.em.execute<CaseRow[]>(CASES, [now().toISOString(), subjectId, subjectId]);
    for (const kind of kindsWithClocks) {
      const ofKind = cases.filter((each) => each.kind === kind);
      for (const duty of duties) {
        await planClocks(
          ruleOf(kind, duty),
          ofKind.filter((each) => isOwed(each, duty)).map((each) => ({ subject: each, ...startOf(each) })),
        );
      }
    }
    for (const each of cases.filter(({ waiting }) => waiting)) await pauseClocks(each, { reason: '等待客户' });
  }
}

function isOwed({ state, acknowledged, answered }: CaseRow, duty: Duty): boolean {
  if (!unresolved.includes(state)) return false;
  return duty === 'ACKNOWLEDGE' ? !acknowledged : duty === 'FIRST_ANSWER' ? !answered : true;
}

/** The policies in force when the case came in hold for all its rounds; each round is a cycle. */
function startOf({ receivedAt, reopened, reopenedAt }: CaseRow) {
  const received = new Date(receivedAt);
  return { from: reopenedAt ? new Date(reopenedAt) : received, cycle: String(reopened + 1), caseSince: received };
}
