import type { WhereKnown } from '@linli/parties';

/** Where this department meets a person: as owner, receiver of the keys or occupant. */
export const whereKnown: WhereKnown = {
  sql: `
select project_id, null as staff_id from household where party_id = ?
union select project_id, null from handover where party_id = ?
union select project_id, null from move_in where party_id = ?
union select project_id, null from move_in where owner_party_id = ?`,
};
