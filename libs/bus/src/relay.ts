import { Logger } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { auditBroker } from './broker-audit.js';
import { sqlState } from './failures.js';
import { metrics } from './metrics.js';
import { BATCH, BEGIN, CLAIM, printed, type OutboxRow } from './outbox/pending.js';
import type { Committed } from './outbox/row.js';
import type { Press, Printed } from './press.js';
import type { StreamSettings } from './streams.js';
import { isMutant, killPoint } from './trial.js';

interface Done {
  readonly id: string;
  readonly seq: number;
}

const GATHER_MS = 2;
/** After such a pause the next event goes at once: nothing else is on its way that it could go with. */
const LULL_MS = 10;
const MOST_FRESH = 1_000;
/** Marks are gathered for so long or until there are so many: what is lost with the process is published again and absorbed. */
const UNMARKED = { ms: 20, many: 128 };
const MEASURE_MS = 5_000;

export interface RelayOptions {
  readonly service: string;
  readonly pool: Pool;
  readonly press: Press;
  readonly jsm: JetStreamManager;
  readonly settings: StreamSettings;
  readonly pollMs?: number;
  readonly auditMs?: number;
}

/**
 * Brings the outbox to the stream, in order per aggregate, any number of relays at once. The first events of aggregates that were
 * committed in this process are published as they are, without being looked for; all others, and whatever is left, are found in the table.
 */
export class Relay {
  private readonly logger = new Logger('relay');
  private stopped = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;
  private nudged = true;
  private mustAudit = true;
  private auditedAt = 0;
  /** Every place in the stream is looked at by the next audit, not only how far it goes. */
  private doubted = false;
  private measuredAt = 0;
  private lookedAt = 0;
  private publishedAt = 0;
  private fresh: Committed[] = [];
  private unmarked: Done[] = [];
  private unmarkedSince = 0;
  /** Ends with every audit: what was published in an earlier one may be lost, and is not marked. */
  private era = 0;

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.loop = this.run();
  }

  /** There may be something to publish. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** These were committed in this process. An event with a predecessor is looked for: only the table knows whether that went out. */
  committed(events: readonly Committed[]): void {
    for (const event of events) {
      if ((event.seq === 1 || isMutant('no-head-rule')) && this.fresh.length < MOST_FRESH) this.fresh.push(event);
      else this.nudged = true;
    }
    this.wake();
  }

  /** The broker was away: nothing is published before it is known that it lost nothing. */
  reconnected(): void {
    this.mustAudit = true;
    this.newEra();
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nudge();
    await this.loop;
    await this.markDone().catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { pollMs = 1_000 } = this.options;
    while (!this.stopped) {
      let more = false;
      try {
        more = await this.round(pollMs);
      } catch (error) {
        this.logger.warn(`The relay waits: ${(error as Error).message.split('\n')[0]}`);
        this.nudged = true;
        await sleep(GATHER_MS);
      }
      if (more) continue;
      if (!this.nudged && this.fresh.length === 0) await this.woken(this.unmarked.length > 0 ? UNMARKED.ms : pollMs);
      // Commits that come together are published together: a batch costs little more than one event.
      if (performance.now() - this.publishedAt < LULL_MS) await sleep(GATHER_MS);
    }
  }

  /** True when more can go at once. */
  private async round(pollMs: number): Promise<boolean> {
    const { auditMs = 30_000 } = this.options;
    if (Date.now() - this.measuredAt > MEASURE_MS) await this.measure();
    if (this.mustAudit || Date.now() - this.auditedAt > auditMs) {
      await this.markDone();
      await this.audit();
    }
    if (this.fresh.length > 0) await this.publishFresh();
    const look = this.nudged || Date.now() - this.lookedAt >= pollMs;
    const waited = this.unmarked.length > 0 && Date.now() - this.unmarkedSince >= UNMARKED.ms;
    // A later event of the same aggregate may go when the mark of this one can be seen.
    if (look || waited || this.unmarked.length >= UNMARKED.many) await this.markDone();
    if (!look) return false;
    this.nudged = false;
    this.lookedAt = Date.now();
    const more = await this.publishBatch();
    if (more) this.nudged = true;
    return more;
  }

  private newEra(): void {
    this.era++;
    this.unmarked = [];
    this.nudged = true;
  }

  private async publishFresh(): Promise<void> {
    const { era } = this;
    const events = this.fresh.splice(0, BATCH);
    if (isMutant('mark-before-publish')) await this.markUnseen(events.map(({ eventId }) => eventId));
    killPoint('relay.before-publish');
    const results = await Promise.all(events.map((event) => this.publish({ ...event, sequence: event.seq })));
    killPoint('relay.after-publish');
    this.publishedAt = performance.now();
    if (era !== this.era) return;
    if (this.unmarked.length === 0) this.unmarkedSince = Date.now();
    for (const [at, { eventId }] of events.entries()) {
      const seq = results[at]!;
      // What the broker did not take stays in the table and is tried again from there.
      if (typeof seq === 'number') this.unmarked.push({ id: eventId, seq });
      else this.nudged = true;
    }
  }

  private async markDone(): Promise<void> {
    if (this.unmarked.length === 0) return;
    const done = this.unmarked;
    this.unmarked = [];
    await this.lossless(() => this.mark(this.options.pool, done));
    killPoint('relay.after-mark');
  }

  private async woken(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }

  /** Publishes what may go now; true when more can go at once. */
  private async publishBatch(): Promise<boolean> {
    return this.lossless(() => this.lookAndPublish());
  }

  /** Two events that got one place in the stream: its tail may have been lost and filled again. */
  private async lossless<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      if (sqlState(error) === '23505') [this.mustAudit, this.doubted] = [true, true];
      throw error;
    }
  }

  private async lookAndPublish(): Promise<boolean> {
    const client = await this.options.pool.connect();
    let broken: Error | undefined;
    const end = metrics.relayBatch.startTimer();
    try {
      await client.query(BEGIN);
      const { rows } = await client.query<OutboxRow>({ name: 'relay-claim', text: CLAIM });
      if (rows.length === 0) {
        await client.query('commit');
        return false;
      }
      const { era } = this;
      if (isMutant('mark-before-publish'))
        await this.markUnseen(
          rows.map((row) => row.event_id),
          client,
        );
      killPoint('relay.before-publish');
      const results = await this.publishAll(rows);
      killPoint('relay.after-publish');
      this.publishedAt = performance.now();
      if (era !== this.era) throw new Error('the broker was looked through meanwhile');
      await this.settle(client, rows, results);
      await client.query('commit');
      killPoint('relay.after-mark');
      end();
      return rows.some((row, at) => typeof results[at] === 'number' && (row.followed || rows.length === BATCH));
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (failed: Error) => failed,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async publishAll(rows: readonly OutboxRow[]): Promise<(number | Error)[]> {
    if (!isMutant('order-by-id')) return Promise.all(rows.map((row) => this.publish(printed(row))));
    const results: (number | Error)[] = [];
    for (const row of rows) results.push(await this.publish(printed(row)));
    return results;
  }

  /** For the mutant that marks first. */
  private async markUnseen(ids: readonly string[], client: Pool | PoolClient = this.options.pool): Promise<void> {
    await client.query('update outbox set published_at = now() where event_id = any($1::uuid[])', [ids]);
    if (client !== this.options.pool) await client.query('commit; begin');
  }

  private async publish(event: Printed): Promise<number | Error> {
    try {
      return await this.options.press.publish(event);
    } catch (error) {
      return error as Error;
    }
  }

  private async mark(client: Pool | PoolClient, done: readonly Done[]): Promise<void> {
    await client.query({
      name: 'relay-mark',
      text: 'update outbox o set published_at = now(), stream_seq = d.seq from unnest($1::uuid[], $2::bigint[]) as d(id, seq) where o.event_id = d.id and o.published_at is null',
      values: [done.map((each) => each.id), done.map((each) => each.seq)],
    });
  }

  private async settle(
    client: PoolClient,
    rows: readonly OutboxRow[],
    results: readonly (number | Error)[],
  ): Promise<void> {
    const done = rows.flatMap((row, at) =>
      typeof results[at] === 'number' ? [{ id: row.event_id, seq: results[at] }] : [],
    );
    if (done.length > 0) await this.mark(client, done);
    const failed = rows.flatMap((row, at) => (results[at] instanceof Error ? [{ row, error: results[at] }] : []));
    for (const { row, error } of failed) {
      const wait = Math.min(30_000, 200 * 2 ** Math.min(row.attempts, 10));
      await client.query(
        `update outbox set attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 ms', last_error = $3 where event_id = $1 and published_at is null`,
        [row.event_id, wait, error.message.slice(0, 500)],
      );
    }
    if (failed[0]) this.logger.warn(`${failed.length} events could not be published: ${failed[0].error.message}`);
  }

  /** Nothing that was published before is marked afterwards: it may be what the stream lost. */
  async audit(): Promise<void> {
    // Cleared before it looks: the broker may go and come back meanwhile.
    this.mustAudit = false;
    this.newEra();
    const { doubted } = this;
    this.doubted = false;
    try {
      await auditBroker(this.options, { doubted });
    } catch (error) {
      this.mustAudit = true;
      this.doubted ||= doubted;
      throw error;
    }
    this.auditedAt = Date.now();
    this.nudge();
  }

  /** Counts what waits; the broker is not asked, it may be the trouble. */
  private async measure(): Promise<void> {
    const { rows } = await this.options.pool.query<{ many: number; age: number }>(
      'select count(*)::int as many, coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8 as age from outbox where published_at is null',
    );
    metrics.outboxPending.set(rows[0]?.many ?? 0);
    metrics.outboxOldest.set(Math.max(0, rows[0]?.age ?? 0));
    this.measuredAt = Date.now();
  }
}
