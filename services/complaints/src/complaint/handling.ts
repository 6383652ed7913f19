import type { complaintDuties, ComplaintView, PlanVersionView, Role, TalkView } from '@linli/contracts';

/** What has been done about a complaint so far, as it stands in the form; kept in one column because it is only read with its complaint. */
export type Handling = Pick<
  ComplaintView,
  | 'acknowledgement'
  | 'answers'
  | 'incidentLinks'
  | 'agreements'
  | 'waits'
  | 'dispute'
  | 'assignments'
  | 'visits'
  | 'escalations'
  | 'explanations'
  | 'investigation'
  | 'plans'
  | 'disposals'
  | 'feedback'
  | 'qualityChecks'
  | 'qualityReminders'
  | 'rounds'
  | 'ending'
>;

/** What a case owes its customer. */
export type Duty = (typeof complaintDuties)[number];

/** Who takes a step; his name stays in the form, his id is compared. */
export interface Doer {
  readonly id: string;
  readonly name: string;
}

/** Who decides by a role. */
export interface Decider extends Doer {
  readonly roles: readonly Role[];
}

/** What was said at a talk with the customer. */
export type Talk = Pick<TalkView, 'attendees' | 'offer' | 'answer'> & { readonly heldAt: string };

/** The plans with the last one changed; earlier versions stay as they were. */
export function lastPlan(
  handling: Handling,
  change: (plan: PlanVersionView) => Partial<PlanVersionView>,
): PlanVersionView[] {
  const plans = handling.plans ?? [];
  const last = plans.at(-1);
  return last ? [...plans.slice(0, -1), { ...last, ...change(last) }] : [];
}

/** Whether the customer has refused an approved plan at a formal talk. */
export const refusedOnce = ({ plans = [] }: Handling): boolean =>
  plans.some(({ talks }) => talks.some(({ kind, agreed }) => kind === 'FORMAL' && agreed === false));
