import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, pauseClocks, planClock, type Firing } from '@linli/bus';
import { duties, ruleOf, START } from './complaint-clocks.js';
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

const CASE = `
select id, project_id as "projectId", kind, state, acknowledged, answered, waiting, received_at as "receivedAt", reopened,
  handling->'rounds'->-1->>'reopenedAt' as "reopenedAt"
from complaint where id = ? for update`;

const unresolved: readonly ComplaintState[] = complaintWorkflow.states.filter(
  (state) => !['CHECKED', 'FED_BACK', 'CLOSED', 'WITHDRAWN', 'UNAGREED'].includes(state),
);

/** Plans what could not be planned when the case came in; it is tried again until the calendar knows the year. */
@Controller()
export class PlanClocks {
  constructor(private readonly em: EntityManager) {}

  @OnClock(START)
  async handle({ subjectId }: Firing): Promise<void> {
    const [found] = await this.em.execute<CaseRow[]>(CASE, [subjectId]);
    for (const duty of duties) {
      if (found && isOwed(found, duty)) await planClock(ruleOf(found.kind, duty), found, startOf(found));
    }
    if (found?.waiting) await pauseClocks(found, { reason: '等待客户' });
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
