import type { EntityManager } from '@mikro-orm/postgresql';
import type { BuyerView } from '@linli/contracts';
import { Party, type PartySearch } from '@linli/parties';

/** The parties of these buyers, the main buyer first. */
export async function buyersOf(em: EntityManager, partyIds: readonly string[]): Promise<Party[]> {
  const parties = await em.find(Party, { id: { $in: [...partyIds] } });
  const byId = new Map(parties.map((party) => [party.id, party]));
  return partyIds.flatMap((id) => byId.get(id) ?? []);
}

export const buyerView = ({ id, nameMasked, phoneMasked, idNumberMasked }: Party): BuyerView => ({
  partyId: id,
  name: nameMasked,
  ...(phoneMasked ? { phone: phoneMasked } : {}),
  ...(idNumberMasked ? { idNumber: idNumberMasked } : {}),
});

/** Conditions of a page: rows with `buyer_party_ids` one of whose buyers fits what was typed. */
export async function amongBuyers(
  persons: PartySearch,
  alias: string,
  typed: string | undefined,
): Promise<Record<string, unknown>> {
  const found = await persons.among('b.id', typed);
  return Object.fromEntries(
    Object.entries(found).map(([condition, value]) => [
      `exists (select from unnest(${alias}.buyer_party_ids) b(id) where ${condition})`,
      value,
    ]),
  );
}

/** SQL of the buyers of a row with `buyer_party_ids`, as BuyerViews. */
export const buyersColumn = (alias: string): string => `(
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'partyId', p.id, 'name', p.name_masked, 'phone', p.phone_masked, 'idNumber', p.id_number_masked)) order by b.seat)
  from unnest(${alias}.buyer_party_ids) with ordinality b (party_id, seat) join party p on p.id = b.party_id) as "buyers"`;
