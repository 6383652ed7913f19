import type { HouseholdView } from '@linli/contracts';

export type HouseholdRow = Omit<HouseholdView, 'handoverDate' | 'allowed'> & { handoverDate: string | null };

/** The columns of a HouseholdView with the tables they come from. */
export const households = `h.id, case when o.id is null then 'AWAITING_HANDOVER' else 'HANDED_OVER' end as state, h.project_id as "projectId", h.room,
  h.party_id as "partyId", h.contract_id as "contractId", h.handover_due_on::text as "handoverDueOn", o.handover_date::text as "handoverDate"
  from household h left join handover o on o.unit_id = h.id`;

export function viewOfHousehold({ handoverDate, ...always }: HouseholdRow): HouseholdView {
  const allowed = [handoverDate ? 'openMoveIn' : 'handOver'];
  return { ...always, ...(handoverDate ? { handoverDate } : {}), allowed };
}
