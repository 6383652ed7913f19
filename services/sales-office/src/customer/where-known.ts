import { Role } from '@linli/contracts';
import type { WhereKnown } from '@linli/parties';

/** Where the sales office meets a person; a consultant sees in full only the customers he serves himself. */
export const whereKnown: WhereKnown = {
  sql: `
select project_id, consultant_id as staff_id from visit where party_id = ?
union select project_id, consultant_id from prospect where party_id = ?
union select project_id, consultant_id from unit_confirmation where party_id = ?
union select project_id, consultant_id from subscription where buyer_party_ids @> array[?]::uuid[]
union select project_id, consultant_id from contract where buyer_party_ids @> array[?]::uuid[]`,
  ownOnly: [Role.SALES_CONSULTANT],
};
