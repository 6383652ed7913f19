import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PoolClient } from 'pg';
import { newId } from '@linli/kernel';
import { wordsOf } from './failures.js';
import type { Work } from './work.js';

/** An event as it arrived. */
export interface Arrival {
  readonly eventId: string;
  readonly eventType: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly occurredAt: Date;
  readonly payload: unknown;
  readonly headers: {
    readonly actor: string;
    readonly correlationId: string;
    readonly causationId: string;
    readonly traceparent: string;
  };
}

export type Decision = 'next' | 'seen' | 'fork' | 'gap' | 'waiting' | 'blocked';

/** An event that was begun so often without an end takes the process with it; it is parked. */
export const STARTS_WITHOUT_END = 4;

/** How far a consumer has come with each aggregate, and what it could not digest. */
export class Inbox {
  /** Told from others that begin the same event, also from itself before it was started anew. */
  private readonly self = randomUUID();

  constructor(private readonly consumer: string) {}

  /** Begins the transaction and says what this event is; the progress row stays locked, so replicas take turns. */
  async next(work: Work, arrival: Arrival): Promise<Decision> {
    const [, rows] = await work.batch(
      `begin; select n.*, nextval('form_number') as serial from bus_next(${this.place(work, arrival)}, ${arrival.sequence}, ${work.literal(arrival.eventId)}) n`,
    );
    const { at, decision, serial } = rows![0] as { at: Date | string; decision: Decision; serial: number | string };
    work.at = new Date(at);
    work.serial = Number(serial);
    return decision;
  }

  /** Writes events, log and progress, and commits. */
  async advance(work: Work, arrival: Arrival): Promise<void> {
    const advance = `select bus_advance(${this.place(work, arrival)}, ${arrival.sequence}, ${work.literal(arrival.eventId)})`;
    await work.batch([...work.settlement(), advance, 'commit'].join('; '));
  }

  /** An event behind a parked one of its aggregate is parked too, in order. */
  async parkBehind(work: Work, arrival: Arrival): Promise<void> {
    const event = [
      newId(),
      this.consumer,
      arrival.aggregateType,
      arrival.aggregateId,
      String(arrival.sequence),
      arrival.eventId,
      arrival.eventType,
    ];
    const content = `${work.json(arrival.payload ?? {})}, ${work.json(kept(arrival))}`;
    await work.batch(
      `select bus_park(${event.map((part) => work.literal(part)).join(', ')}, ${content}, 'an earlier event of this aggregate is parked'); commit`,
    );
  }

  /**
   * Counts a start before the handler runs, so that a message that kills the process counts too: by how many it was begun without an end.
   * Who begins it again counts once: he lives. 0 when it is not next in line: waiting for its turn is no start.
   */
  begun(em: EntityManager, { aggregateType, aggregateId, sequence, eventId }: Arrival): Promise<number> {
    return withPool(em, async (client) => {
      const place = [this.consumer, aggregateType, aggregateId, sequence, eventId, this.self];
      const { rows } = await client.query<{ started: number }>(
        'select bus_begin($1, $2, $3, $4, $5, $6) as started',
        place,
      );
      return rows[0]?.started ?? 0;
    });
  }

  /** Like `begun`, for a parked event that an operator has run again. */
  begunAgain(em: EntityManager, eventId: string): Promise<number> {
    return withPool(em, async (client) => {
      const { rows } = await client.query<{ started: number }>('select bus_begin_again($1, $2, $3) as started', [
        this.consumer,
        eventId,
        this.self,
      ]);
      return rows[0]?.started ?? 1;
    });
  }

  /** Takes a start back: it ended, for a reason that is not the message's. */
  ended(em: EntityManager, eventId: string): Promise<void> {
    return withPool(em, async (client) => {
      await client.query(
        `update inbox_attempt set started = greatest(started - 1, failed), begun_by = array_remove(begun_by, $3)
         where consumer = $1 and event_id = $2 and $3 = any (begun_by)`,
        [this.consumer, eventId, this.self],
      );
    });
  }

  /** Counts a failure; how often it failed. */
  failed(em: EntityManager, arrival: Arrival, error: Error): Promise<number> {
    const { eventId, aggregateType, aggregateId, sequence } = arrival;
    return withPool(em, async (client) => {
      const { rows } = await client.query<{ failed: number }>(
        `insert into inbox_attempt (consumer, event_id, started, failed, last_error, aggregate_type, aggregate_id, aggregate_seq)
         values ($1, $2, 1, 1, $3, $4, $5, $6)
         on conflict (consumer, event_id) do update set failed = inbox_attempt.failed + 1,
           started = greatest(inbox_attempt.started, inbox_attempt.failed + 1), begun_by = array_remove(inbox_attempt.begun_by, $7),
           last_error = excluded.last_error returning failed`,
        [this.consumer, eventId, wordsOf(error), aggregateType, aggregateId, sequence, this.self],
      );
      return rows[0]?.failed ?? 1;
    });
  }

  /**
   * Parks the event and blocks its aggregate for this consumer until an operator retries or skips it. False when it is not next in
   * line any more: another replica has dealt with it.
   */
  park(em: EntityManager, arrival: Arrival, reason: string): Promise<boolean> {
    return withPool(em, async (client) => {
      const { aggregateType, aggregateId, sequence, eventId, eventType } = arrival;
      const event = [newId(), this.consumer, aggregateType, aggregateId, sequence, eventId, eventType];
      const content = [JSON.stringify(arrival.payload ?? {}), JSON.stringify(kept(arrival))];
      const { rows } = await client.query<{ parked: boolean }>(
        'select bus_park($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as parked',
        [...event, ...content, reason],
      );
      return rows[0]?.parked ?? false;
    });
  }

  private place(work: Work, arrival: Arrival): string {
    return [this.consumer, arrival.aggregateType, arrival.aggregateId].map((part) => work.literal(part)).join(', ');
  }
}

/** What a parked event keeps beside its payload, to be run again as it came. */
const kept = ({ headers, occurredAt }: Arrival) => ({
  ...headers,
  ...(Number.isNaN(occurredAt.getTime()) ? {} : { occurredAt: occurredAt.toISOString() }),
});

async function withPool<R>(em: EntityManager, use: (client: PoolClient) => Promise<R>): Promise<R> {
  const pool = await em.getConnection().getNativeClient();
  const client = await pool.connect();
  try {
    return await use(client);
  } finally {
    client.release();
  }
}
