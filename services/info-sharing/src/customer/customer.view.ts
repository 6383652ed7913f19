import type { CustomerPartyView, CustomerView } from '@linli/contracts';

/** One row of `customerColumns`. */
export interface CustomerRow {
  id: string;
  version: number;
  state: string;
  name: string;
  phone: string | null;
  parties: CustomerPartyView[];
  mergedIds: string[];
  possibleDuplicates: string[];
}

/** The columns of a CustomerView, from customer c: masked, with his parties, earlier ids and open doubts. */
export const customerColumns = `c.id, c.version, c.state, c.name_masked as name, c.phone_masked as phone,
  coalesce((select jsonb_agg(jsonb_build_object('partyId', e.id, 'service', e.service) order by e.id)
    from directory_entry e where e.customer_id = c.id), '[]') as parties,
  array(select m.id::text from customer m where m.merged_into = c.id order by m.id) as "mergedIds",
  array(select d.other_id::text from possible_duplicate d where d.one_id = c.id and d.settled_at is null
    union all select d.one_id::text from possible_duplicate d where d.other_id = c.id and d.settled_at is null) as "possibleDuplicates"`;

export function viewOfRow({ phone, ...always }: CustomerRow): CustomerView {
  return { ...always, ...(phone ? { phone } : {}), allowed: always.state === 'ACTIVE' ? ['merge'] : [] };
}
