import type { Printed } from '../press.js';
import { isMutant } from '../trial.js';

/** An event of the outbox that waits to be published. */
export interface OutboxRow {
  event_id: string;
  aggregate_id: string;
  aggregate_seq: string;
  event_type: string;
  payload: object;
  headers: Printed['headers'];
  occurred_at: Date | string;
  attempts: number;
  /** Whether a later event of the aggregate waits behind this one. */
  followed: boolean;
}

export const BATCH = 200;

/**
 * Not published, in words that the index of all that waits does not know: with the plan of a small table it would be read from end to end
 * for each event, hours for the backlog of a night, instead of the place in its history being looked up.
 */
const waits = (event: string) => `coalesce(${event}.published_at, 'infinity') = 'infinity'`;

// The unpublished rows whose predecessor is published, oldest first: a later event never overtakes an earlier one, and the cost
// does not grow with the backlog: an `exists` in the list would be answered by a hash of all that waits.
export const CLAIM = `
  select o.*, coalesce((
    select true from outbox n where ${waits('n')} and n.aggregate_type = o.aggregate_type and n.aggregate_id = o.aggregate_id
      and n.aggregate_seq = o.aggregate_seq + 1 limit 1), false) as followed
  from outbox o
  where o.published_at is null and o.next_attempt_at <= now()${
    isMutant('no-head-rule') || isMutant('order-by-id')
      ? ''
      : ` and not exists (
    select 1 from outbox e where ${waits('e')} and e.aggregate_type = o.aggregate_type and e.aggregate_id = o.aggregate_id
      and e.aggregate_seq = o.aggregate_seq - 1)`
  }
  order by o.event_id limit ${BATCH} for update of o skip locked`;

// A plan made while the table was small would read all of it again and again until the next analyze.
export const BEGIN =
  'begin; set local enable_seqscan to off; set local enable_bitmapscan to off; set local enable_hashjoin to off; set local enable_mergejoin to off';

export const printed = (row: OutboxRow): Printed => ({
  eventId: row.event_id,
  id: row.aggregate_id,
  sequence: Number(row.aggregate_seq),
  event: row.event_type,
  payload: row.payload,
  headers: row.headers,
  at: new Date(row.occurred_at).toISOString(),
});
