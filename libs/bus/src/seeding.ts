import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { PoolClient } from 'pg';
import { outboxOf, type OutboxHeadView } from '@linli/contracts';
import type { Ask } from './ask.js';
import type { Reactions } from './reactions.js';
import { wishToRepublish } from './republish.js';
import { consumed, durableOf } from './streams.js';

export interface SeedingOptions {
  readonly service: string;
  readonly producer: string;
  readonly em: EntityManager;
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly ask: Ask;
  readonly reactions: Reactions;
}

const LOCK = 0x73656564;

/**
 * A consumer that begins to take a type of aggregate which it passed over before would find every old aggregate in the middle of its
 * history. It first takes over how far each of them has come, and reacts to what happens from then on; a reaction that asks for it
 * gets what the producer still keeps of the time before. A consumer that is new altogether hears everything from its stream.
 */
export class Seeding {
  private readonly logger = new Logger('seeding');
  private readonly consumer: string;

  constructor(private readonly options: SeedingOptions) {
    this.consumer = durableOf(options.service, options.producer);
  }

  /** Rejects while another replica is at it or the producer does not answer: nothing may be pulled before. */
  async ensure(): Promise<void> {
    const pool = await this.options.em.getConnection().getNativeClient();
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      const fresh = await this.unseeded(client);
      if (fresh.length === 0) return;
      const lock = 'select pg_try_advisory_lock($1, hashtext($2)) as mine';
      const { rows } = await client.query<{ mine: boolean }>(lock, [LOCK, this.consumer]);
      if (!rows[0]?.mine) throw new Error('another replica takes over how far the producer has come');
      try {
        for (const type of await this.unseeded(client)) await this.seed(client, type);
      } finally {
        await client
          .query('select pg_advisory_unlock($1, hashtext($2))', [LOCK, this.consumer])
          .catch((lost: Error) => {
            broken = lost;
          });
      }
    } finally {
      client.release(broken);
    }
  }

  /** The types that this build takes and no build before it did. */
  private async unseeded(client: PoolClient): Promise<string[]> {
    const types = [...this.options.reactions.aggregates];
    const { rows } = await client.query<{ type: string }>(
      `select t as type from unnest($2::text[]) t where not exists (select 1 from inbox_seed s where s.consumer = $1 and s.aggregate_type = t)`,
      [this.consumer, types],
    );
    return rows.map(({ type }) => type);
  }

  private async seed(client: PoolClient, type: string): Promise<void> {
    if (await this.hasConsumed(client)) {
      const many = await this.takeOver(client, type);
      this.logger.log(`${this.consumer} begins to take ${type}: ${many} of them were passed over before`);
    }
    await client.query('insert into inbox_seed (consumer, aggregate_type) values ($1, $2) on conflict do nothing', [
      this.consumer,
      type,
    ]);
  }

  /** Whether this consumer has taken anything before, and so may have passed over events of the type. */
  private async hasConsumed(client: PoolClient): Promise<boolean> {
    const { rows } = await client.query('select 1 from inbox_progress where consumer = $1 limit 1', [this.consumer]);
    return rows.length > 0 || consumed(this.options.jsm, this.options.service, this.options.producer);
  }

  private async takeOver(client: PoolClient, aggregateType: string): Promise<number> {
    const { ask, producer, reactions, nc } = this.options;
    const { FindOutboxHeads } = outboxOf(producer);
    const wantsHistory = reactions.wantHistory(aggregateType);
    let many = 0;
    let after: string | undefined;
    do {
      const page = await ask.ask(FindOutboxHeads, { aggregateType, ...(after === undefined ? {} : { after }) });
      await this.write(client, aggregateType, page.items, wantsHistory);
      // The broker takes nothing twice within two minutes: what is younger is found by the nightly comparison.
      if (wantsHistory) {
        for (const { aggregateId, lastSeq } of page.items)
          nc.publish(...wishToRepublish(producer, { aggregateType, aggregateId, before: lastSeq + 1 }));
      }
      many += page.items.length;
      after = page.next;
    } while (after !== undefined);
    return many;
  }

  /** Progress only ever rises, and what an operator has to decide on stays blocked. */
  private async write(
    client: PoolClient,
    aggregateType: string,
    heads: readonly OutboxHeadView[],
    wantsHistory: boolean,
  ): Promise<void> {
    const rows = heads.map(({ aggregateId, lastSeq, lastEventId, firstKept = lastSeq + 1 }) =>
      wantsHistory
        ? { id: aggregateId, seq: firstKept - 1, event: null }
        : { id: aggregateId, seq: lastSeq, event: lastEventId ?? null },
    );
    await client.query(
      `insert into inbox_progress as p (consumer, aggregate_type, aggregate_id, last_seq, last_event_id)
       select $1, $2, id, seq, event from jsonb_to_recordset($3::jsonb) as r(id text, seq bigint, event uuid)
       on conflict (consumer, aggregate_type, aggregate_id) do update
       set last_seq = excluded.last_seq, last_event_id = excluded.last_event_id, updated_at = clock_timestamp()
       where p.last_seq < excluded.last_seq and p.blocked_by is null`,
      [this.consumer, aggregateType, JSON.stringify(rows)],
    );
  }
}
