import { mustDecide, type Actor } from '@linli/bus';
import type { Complaint } from './complaint.js';

/**
 * Only the role that the authority matrix named when the plan was submitted decides on it, or its holder's stand-in; answers for whom he
 * stands in. What is out of turn, and the proposer himself, the complaint refuses.
 */
export async function mustDecideOnPlan(
  by: Actor,
  { approverRole, proposerId }: Complaint,
): Promise<string | undefined> {
  if (!approverRole || proposerId === by.id) return undefined;
  const { standsInFor } = await mustDecide(by, { aggregate: 'complaint', approverRole, applicantIds: [proposerId] });
  return standsInFor;
}
