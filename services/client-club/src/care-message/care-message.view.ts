import type { CareMessageView } from '@linli/contracts';
import { stepsOfPeople, type CareMessageState } from './care-message.workflow.js';

type Written = 'id' | 'version' | 'kind' | 'projectId' | 'partyId' | 'subjectId' | 'text' | 'attempts';

/** A row of `careMessages`, or the aggregate itself. */
export interface CareMessageFacts extends Pick<CareMessageView, Written> {
  readonly state: CareMessageState;
  readonly plannedAt: Date | string;
  readonly nextAttemptAt?: Date | string | null;
  readonly lastFailure?: string | null;
  readonly sentAt?: Date | string | null;
  readonly suppressedBy?: string | null;
  readonly suppressedWhy?: string | null;
}

/** The columns of a CareMessageView with their table; views made of rows and of aggregates are the same. */
export const careMessages = `c.id, c.version, c.kind, c.state, c.project_id as "projectId", c.party_id as "partyId", c.subject_id as "subjectId", c.text,
  c.planned_at as "plannedAt", c.attempts, c.next_attempt_at as "nextAttemptAt", c.last_failure as "lastFailure", c.sent_at as "sentAt",
  c.suppressed_by as "suppressedBy", c.suppressed_why as "suppressedWhy" from care_message c`;

const instant = (at: Date | string) => new Date(at).toISOString();

export function viewOfCareMessage(facts: CareMessageFacts): CareMessageView {
  const {
    id,
    version,
    kind,
    state,
    projectId,
    partyId,
    subjectId,
    text,
    attempts,
    nextAttemptAt,
    lastFailure,
    sentAt,
    suppressedBy,
    suppressedWhy,
  } = facts;
  return {
    ...{ id, version, kind, state, projectId, partyId, subjectId, text, attempts, plannedAt: instant(facts.plannedAt) },
    ...(nextAttemptAt ? { nextAttemptAt: instant(nextAttemptAt) } : {}),
    ...(lastFailure ? { lastFailure } : {}),
    ...(sentAt ? { sentAt: instant(sentAt) } : {}),
    ...(suppressedBy ? { suppressedBy } : {}),
    ...(suppressedWhy ? { suppressedWhy } : {}),
    allowed: stepsOfPeople(state),
  };
}
