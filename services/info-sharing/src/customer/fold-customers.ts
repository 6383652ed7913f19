import type { EntityManager } from '@mikro-orm/postgresql';
import { now } from '@linli/bus';
import { CustomerMerge } from './customer-merge.js';
import { Customer } from './customer.js';
import type { DirectoryEntry } from './directory-entry.js';

/** Why, and on whose word, two customers are one. */
export interface Ground {
  readonly reason: string;
  readonly mergedBy: string;
}

/** Ids that came to mean this customer through earlier merges. */
export const earlierIdsOf = (em: EntityManager, customerId: string): Promise<Customer[]> =>
  em.find(Customer, { mergedInto: customerId }, { orderBy: { id: 'asc' } });

/** Makes `from` a part of `into` with everything that hangs on him, and keeps what was moved. Both are locked by the caller. */
export async function fold(
  em: EntityManager,
  into: Customer,
  from: Customer,
  moved: readonly DirectoryEntry[],
  ground: Ground,
): Promise<void> {
  const earlier = await earlierIdsOf(em, from.id);
  into.absorb(from, moved);
  for (const customer of earlier) customer.mergedInto = into.id;
  em.persist(
    CustomerMerge.note({
      ...{ fromCustomerId: from.id, intoCustomerId: into.id, ...ground, mergedAt: now() },
      movedPartyIds: moved.map(({ id }) => id),
      movedCustomerIds: [from.id, ...earlier.map(({ id }) => id)],
    }),
  );
  await em.execute('update customer_key set customer_id = ? where customer_id = ?', [into.id, from.id]);
  await em.execute(
    `insert into possible_duplicate (one_id, other_id, noted_at)
     select least(?::uuid, third), greatest(?::uuid, third), app_now() from (
       select case when one_id = ? then other_id else one_id end as third from possible_duplicate
       where settled_at is null and ? in (one_id, other_id)) doubt
     where third <> ? on conflict (one_id, other_id) do nothing`,
    [into.id, into.id, from.id, from.id, into.id],
  );
  await em.execute(
    'update possible_duplicate set settled_at = app_now() where settled_at is null and ? in (one_id, other_id)',
    [from.id],
  );
}
