import type { HouseholdView } from '@linli/contracts';

export type HouseholdRow = Omit<HouseholdView, 'handoverDate' | 'allowed'> & { handoverDate: string | null };

/** The columns of a HouseholdView with the tables they come from. */
export const households = `h.id, case when o.id is not null then 'HANDED_OVER' when h.rescinded_on is not null then 'CONTRACT_RESCINDED' else 'AWAITING_HANDOVER' end as state, h.project_id as "projectId", h.room,
  h.party_id as "partyId", h.contract_id as "contractId", h.handover_due_on::text as "handoverDueOn", o.handover_date::text as "handoverDate"
  from household h left join handover o on o.unit_id = h.id`;

export function viewOfHousehold({ handoverDate, ...always }: HouseholdRow): HouseholdView {
  const allowed = always.state === 'CONTRACT_RESCINDED' ? [] : [handoverDate ? 'openMoveIn' : 'handOver'];
  return { ...always, ...(handoverDate ? { handoverDate } : {}), allowed };
}
