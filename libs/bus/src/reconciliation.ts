import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import { outboxOf, type OutboxEventView } from '@linli/contracts';
import type { Ask } from './ask.js';
import { metrics } from './metrics.js';
import type { Reactions } from './reactions.js';
import { wishToRepublish } from './republish.js';
import { durableOf, streamOf } from './streams.js';

export interface ReconciliationOptions {
  readonly service: string;
  readonly em: EntityManager;
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly ask: Ask;
  /** The reactions of the service by the service whose events they are to. */
  readonly reactions: ReadonlyMap<string, Reactions>;
  /** What was published less than 10 minutes ago may still be under way; divided by this. */
  readonly haste?: number;
}

const LOOK_EVERY_MS = 300_000;
const UNDER_WAY_MS = 600_000;
const DAY_MS = 86_400_000;

// The night begins at 3 o'clock in Shanghai, when nobody works.
const CLAIM = `
  with tonight as (select ((app_now() at time zone 'Asia/Shanghai') - interval '3 hours')::date as night),
       row as (insert into inbox_reconciliation (consumer) values ($1) on conflict do nothing)
  update inbox_reconciliation r set claimed_until = now() + interval '2 minutes' from tonight t
  where r.consumer = $1 and (r.night is null or r.night < t.night) and (r.claimed_until is null or r.claimed_until < now())
  returning t.night::text as night, r.night::text as before`;

// An event that is tried again has its place in inbox_attempt: it is not lost.
const LOST = `
  select e.type, e.id, max(e.seq)::int as seq, min(coalesce(p.last_seq, 0))::int as has
  from jsonb_to_recordset($2::jsonb) as e(type text, id text, seq bigint)
  left join inbox_progress p on p.consumer = $1 and p.aggregate_type = e.type and p.aggregate_id = e.id
  where e.seq > coalesce(p.last_seq, 0) and not exists (
    select 1 from inbox_attempt a where a.consumer = $1 and a.aggregate_type = e.type and a.aggregate_id = e.id)
  group by e.type, e.id`;

/**
 * Compares once a night what the producers have published with how far this service has come, and asks for what is missing: a lost
 * last event of an aggregate shows in no gap. One replica does it for all; a night that ends early is begun again by another.
 */
export class Reconciliation {
  private readonly logger = new Logger('reconciliation');
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly options: ReconciliationOptions) {}

  start(): void {
    if (this.options.reactions.size > 0) this.plan();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Does what is still to be done tonight; how many events were found lost, by producer that was compared. */
  async run(): Promise<Record<string, number>> {
    const pool = await this.options.em.getConnection().getNativeClient();
    const found: Record<string, number> = {};
    for (const [producer, reactions] of this.options.reactions) {
      if (this.stopped) break;
      const many = await this.compare(pool, producer, reactions);
      if (many !== undefined) found[producer] = many;
    }
    return found;
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.run()
        .catch((error: Error) => this.logger.warn(`Events are compared later: ${error.message.split('\n')[0]}`))
        .finally(() => {
          if (!this.stopped) this.plan();
        });
    }, LOOK_EVERY_MS).unref();
  }

  /** Undefined when it is done for tonight, another replica is at it, or this consumer is behind and would call late what is not lost. */
  private async compare(pool: Pool, producer: string, reactions: Reactions): Promise<number | undefined> {
    const { service, ask, jsm, haste = 1 } = this.options;
    const consumer = durableOf(service, producer);
    const info = await jsm.consumers.info(streamOf(producer), consumer);
    if (info.num_pending > 0) return undefined;
    const { rows } = await pool.query<{ night: string; before: string | null }>(CLAIM, [consumer]);
    const claim = rows[0];
    if (!claim) return undefined;
    const publishedBefore = new Date(Date.now() - UNDER_WAY_MS / haste).toISOString();
    // What went out late in the night before is looked at again.
    let after = claim.before === null ? undefined : firstIdOf(Date.parse(claim.before) - DAY_MS);
    let lost = 0;
    do {
      const { FindOutboxEvents } = outboxOf(producer);
      const page = await ask.ask(FindOutboxEvents, { publishedBefore, ...(after === undefined ? {} : { after }) });
      lost += await this.missing(
        pool,
        producer,
        page.items.filter((event) => reactions.concern(event.aggregateType)),
      );
      await pool.query(
        `update inbox_reconciliation set claimed_until = now() + interval '2 minutes' where consumer = $1`,
        [consumer],
      );
      after = page.next;
    } while (after !== undefined && !this.stopped);
    if (after !== undefined) return undefined;
    await pool.query('update inbox_reconciliation set night = $2::date, claimed_until = null where consumer = $1', [
      consumer,
      claim.night,
    ]);
    return lost;
  }

  private async missing(pool: Pool, producer: string, events: readonly OutboxEventView[]): Promise<number> {
    if (events.length === 0) return 0;
    const { service, nc } = this.options;
    const sent = events.map(({ aggregateType, aggregateId, sequence }) => ({
      type: aggregateType,
      id: aggregateId,
      seq: sequence,
    }));
    const { rows } = await pool.query<{ type: string; id: string; seq: number; has: number }>(LOST, [
      durableOf(service, producer),
      JSON.stringify(sent),
    ]);
    for (const { type, id, seq, has } of rows) {
      nc.publish(...wishToRepublish(producer, { aggregateType: type, aggregateId: id, after: has, before: seq + 1 }));
      metrics.reconciledLost.labels(producer).inc(seq - has);
      this.logger.error(
        `${service} never got events ${has + 1} to ${seq} of ${type} ${id}; ${producer} is asked for them`,
      );
    }
    return rows.reduce((sum, { seq, has }) => sum + seq - has, 0);
  }
}

/** The smallest UUIDv7 of this instant. */
function firstIdOf(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
