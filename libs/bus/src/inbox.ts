import type { EntityManager, PostgreSqlConnection } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
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
  readonly headers: { readonly actor: string; readonly correlationId: string; readonly causationId: string; readonly traceparent: string };
}

export type Decision = 'next' | 'seen' | 'fork' | 'gap' | 'blocked';

const PARK = `
  insert into dead_letter (consumer, event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, reason, error, attempts, first_failed_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, a.last_error, coalesce(a.failed, 0), a.first_at
  from (select 1) one left join inbox_attempt a on a.consumer = $1 and a.event_id = $2
  on conflict (consumer, event_id) do nothing`;

/** How far a consumer has come with each aggregate, and what it could not digest. */
export class Inbox {
  constructor(private readonly consumer: string) {}

  /** Begins the transaction and says what this event is; the progress row stays locked, so replicas take turns. */
  async next(work: Work, arrival: Arrival): Promise<{ at: Date; decision: Decision }> {
    const [, rows] = await work.batch(`begin; select * from bus_next(${this.place(work, arrival)}, ${arrival.sequence}, ${work.literal(arrival.eventId)})`);
    const { at, decision } = rows![0] as { at: Date | string; decision: Decision };
    return { at: new Date(at), decision };
  }

  /** Writes events, log and progress, and commits. */
  async advance(work: Work, arrival: Arrival): Promise<void> {
    const events = work.outbox();
    const changes = work.changeLog();
    const settle = events || changes ? `select bus_settle(${work.json(events)}, ${work.json(changes)}, null, null, null, null, null); ` : '';
    await work.batch(`${settle}select bus_advance(${this.place(work, arrival)}, ${arrival.sequence}, ${work.literal(arrival.eventId)}); commit`);
  }

  /** An event behind a parked one of its aggregate is parked too, in order. */
  async parkBehind(work: Work, arrival: Arrival): Promise<void> {
    const text = (value: unknown) => work.literal(String(value));
    await work.batch(
      `insert into dead_letter (consumer, event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, reason, attempts)
       values (${text(this.consumer)}, ${text(arrival.eventId)}, ${text(arrival.aggregateType)}, ${text(arrival.aggregateId)}, ${arrival.sequence},
         ${text(arrival.eventType)}, ${work.json(arrival.payload ?? {})}, ${work.json(arrival.headers)}, 'an earlier event of this aggregate is parked', 0)
       on conflict do nothing;
       select bus_advance(${this.place(work, arrival)}, ${arrival.sequence}, ${text(arrival.eventId)}); commit`,
    );
  }

  /** Counts a start before the handler runs, so that a message that kills the process counts too; how often it was begun. */
  begun(em: EntityManager, arrival: Arrival): Promise<number> {
    return withPool(em, async client => {
      const { rows } = await client.query<{ started: number }>(
        `insert into inbox_attempt (consumer, event_id, started) values ($1, $2, 1)
         on conflict (consumer, event_id) do update set started = inbox_attempt.started + 1 returning started - failed as started`,
        [this.consumer, arrival.eventId],
      );
      return rows[0]?.started ?? 1;
    });
  }

  /** Counts a failure; how often it failed. */
  failed(em: EntityManager, arrival: Arrival, error: Error): Promise<number> {
    return withPool(em, async client => {
      const { rows } = await client.query<{ failed: number }>(
        `insert into inbox_attempt (consumer, event_id, started, failed, last_error) values ($1, $2, 1, 1, $3)
         on conflict (consumer, event_id) do update set failed = inbox_attempt.failed + 1,
           started = greatest(inbox_attempt.started, inbox_attempt.failed + 1), last_error = excluded.last_error returning failed`,
        [this.consumer, arrival.eventId, error.message.slice(0, 500)],
      );
      return rows[0]?.failed ?? 1;
    });
  }

  /** Parks the event and blocks its aggregate for this consumer until an operator retries or skips it. */
  park(em: EntityManager, arrival: Arrival, reason: string): Promise<void> {
    return withPool(em, async client => {
      await client.query('begin');
      try {
        const place = [this.consumer, arrival.aggregateType, arrival.aggregateId];
        await client.query(PARK, [
          this.consumer,
          arrival.eventId,
          arrival.aggregateType,
          arrival.aggregateId,
          arrival.sequence,
          arrival.eventType,
          JSON.stringify(arrival.payload ?? {}),
          JSON.stringify(arrival.headers),
          reason.slice(0, 500),
        ]);
        await client.query('select bus_advance($1, $2, $3, $4, $5)', [...place, arrival.sequence, arrival.eventId]);
        await client.query('update inbox_progress set blocked_by = $4 where consumer = $1 and aggregate_type = $2 and aggregate_id = $3', [...place, arrival.eventId]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  private place(work: Work, arrival: Arrival): string {
    return [this.consumer, arrival.aggregateType, arrival.aggregateId].map(part => work.literal(part)).join(', ');
  }
}

async function withPool<R>(em: EntityManager, use: (client: PoolClient) => Promise<R>): Promise<R> {
  const pool = (await (em.getConnection() as PostgreSqlConnection).getNativeClient()) as unknown as Pool;
  const client = await pool.connect();
  try {
    return await use(client);
  } finally {
    client.release();
  }
}
