import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '@linli/kernel';
import { load } from '../load.js';
import { Parked } from './parked.js';

/**
 * The parked event with this id, in the version that the operator has seen. Refuses `parked.not-first` when an earlier one of
 * its aggregate is open: those behind follow by themselves.
 */
export async function loadFirst(em: EntityManager, parkedId: string, version: number): Promise<Parked> {
  const parked = await load(em, Parked, parkedId, version);
  const { consumer, aggregateType, aggregateId, aggregateSeq } = parked;
  const [earlier] = await em.execute<{ id: string }[]>(
    `select id from dead_letter where consumer = ? and aggregate_type = ? and aggregate_id = ? and aggregate_seq < ? and resolved_at is null
     order by aggregate_seq limit 1`,
    [consumer, aggregateType, aggregateId, aggregateSeq],
  );
  if (!earlier) return parked;
  throw refuse.rule('parked.not-first', '同一业务有更早的事件停放着，请先重试或跳过那一个，本事件会随后处理。', {
    first: earlier.id,
  });
}

/** Wakes the loops of all replicas when this transaction commits. */
export const wakeParking = (em: EntityManager): Promise<unknown> => em.execute(`select pg_notify('parked', '')`);
