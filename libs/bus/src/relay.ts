import { Logger } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { setTimeout as sleep } from 'node:timers/promises';
import { headers as natsHeaders, type MsgHdrs } from '@nats-io/transport-node';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { sqlState } from './failures.js';
import { metrics } from './metrics.js';
import { ensureStream, streamOf, type StreamSettings } from './streams.js';

interface OutboxRow {
  event_id: string;
  aggregate_type: string;
  aggregate_id: string;
  aggregate_seq: string;
  event_type: string;
  payload: object;
  headers: { actor?: string; correlationId?: string; causationId?: string; traceparent?: string };
  occurred_at: Date | string;
  attempts: number;
  /** Whether a later event of the aggregate waits behind this one. */
  followed: boolean;
}

const BATCH = 200;
const GATHER_MS = 2;
const MEASURE_MS = 5_000;
const AUDIT_LOCK = 0x6c696e6c;

// The unpublished rows whose predecessor is published, oldest first: a later event never overtakes an earlier one, and the cost
// does not grow with the backlog.
const CLAIM = `
  select o.*, exists (
    select 1 from outbox n where n.published_at is null and n.aggregate_type = o.aggregate_type and n.aggregate_id = o.aggregate_id
      and n.aggregate_seq = o.aggregate_seq + 1) as followed
  from outbox o
  where o.published_at is null and o.next_attempt_at <= now() and not exists (
    select 1 from outbox e where e.published_at is null and e.aggregate_type = o.aggregate_type and e.aggregate_id = o.aggregate_id
      and e.aggregate_seq = o.aggregate_seq - 1)
  order by o.event_id limit ${BATCH} for update of o skip locked`;

// A plan made while the table was small would read all of it again and again until the next analyze.
const BEGIN =
  'begin; set local enable_seqscan to off; set local enable_bitmapscan to off; set local enable_hashjoin to off; set local enable_mergejoin to off';

export interface RelayOptions {
  readonly service: string;
  readonly pool: Pool;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly settings: StreamSettings;
  readonly pollMs?: number;
  readonly auditMs?: number;
}

/** Brings the outbox to the stream, in order per aggregate, any number of relays at once. */
export class Relay {
  private readonly logger = new Logger('relay');
  private stopped = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;
  private nudged = false;
  private mustAudit = true;
  private auditedAt = 0;
  private measuredAt = 0;

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.loop = this.run();
  }

  /** There may be something to publish. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** The broker was away: nothing is published before it is known that it lost nothing. */
  reconnected(): void {
    this.mustAudit = true;
    this.nudge();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nudge();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { pollMs = 1_000, auditMs = 30_000 } = this.options;
    while (!this.stopped) {
      let more = false;
      this.nudged = false;
      try {
        if (Date.now() - this.measuredAt > MEASURE_MS) await this.measure();
        if (this.mustAudit || Date.now() - this.auditedAt > auditMs) await this.audit();
        more = await this.publishBatch();
      } catch (error) {
        this.logger.warn(`The relay waits: ${(error as Error).message.split('\n')[0]}`);
        await sleep(GATHER_MS);
      }
      if (more) continue;
      if (!this.nudged) await this.woken(pollMs);
      // Commits that come together are published together: a batch costs little more than one event.
      await sleep(GATHER_MS);
    }
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
      const results = await Promise.all(rows.map((row) => this.publish(row)));
      await this.mark(client, rows, results);
      await client.query('commit');
      end();
      return rows.some((row, at) => typeof results[at] === 'number' && (row.followed || rows.length === BATCH));
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (failed: Error) => failed,
      );
      if (sqlState(error) === '23505') {
        // Two events got one place in the stream: its tail was lost and filled again.
        this.mustAudit = true;
        await this.forget();
      }
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async publish(row: OutboxRow): Promise<number | Error> {
    const { service, js } = this.options;
    try {
      const headers = headersOf(row, service);
      const ack = await js.publish(`${row.event_type}.${row.aggregate_id}`, JSON.stringify(row.payload), {
        msgID: row.event_id,
        expect: { streamName: streamOf(service) },
        headers,
        timeout: 2_000,
      });
      return ack.seq;
    } catch (error) {
      return error as Error;
    }
  }

  private async mark(
    client: PoolClient,
    rows: readonly OutboxRow[],
    results: readonly (number | Error)[],
  ): Promise<void> {
    const done = rows.flatMap((row, at) =>
      typeof results[at] === 'number' ? [{ id: row.event_id, seq: results[at] }] : [],
    );
    if (done.length > 0) {
      await client.query({
        name: 'relay-mark',
        text: 'update outbox o set published_at = now(), stream_seq = d.seq from unnest($1::uuid[], $2::bigint[]) as d(id, seq) where o.event_id = d.id and o.published_at is null',
        values: [done.map((each) => each.id), done.map((each) => each.seq)],
      });
    }
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

  /** Does the stream still hold what was published? What it lost is published again; consumers absorb the repeats. */
  async audit(): Promise<void> {
    const { service, pool, jsm, settings } = this.options;
    const stream = streamOf(service);
    const client = await pool.connect();
    let broken: Error | undefined;
    // Cleared before it looks: the broker may go and come back meanwhile.
    this.mustAudit = false;
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1, 1)', [AUDIT_LOCK]);
      const { rows: before } = await client.query<{ max: string | null }>('select max(stream_seq) from outbox');
      const info = await ensureStream(jsm, service, settings);
      const highest = Number(before[0]?.max ?? 0);
      const { rows: marks } = await client.query<{ stream_created: string }>(
        'select stream_created from stream_mark where stream = $1',
        [stream],
      );
      if (marks[0] && marks[0].stream_created !== info.created) await this.unmark(client, 0);
      else if (highest > info.state.last_seq) await this.unmark(client, info.state.last_seq);
      await client.query(
        'insert into stream_mark values ($1, $2) on conflict (stream) do update set stream_created = excluded.stream_created',
        [stream, info.created],
      );
      await client.query('commit');
      this.auditedAt = Date.now();
    } catch (error) {
      this.mustAudit = true;
      broken = await client.query('rollback').then(
        () => undefined,
        (failed: Error) => failed,
      );
      throw error;
    } finally {
      client.release(broken);
    }
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

  private async forget(): Promise<void> {
    const client = await this.options.pool.connect();
    try {
      await this.unmark(client, 0);
    } finally {
      client.release();
    }
  }

  /** Un-marks what was published above this place of the stream; it may be the history of months, so it may take its time. */
  private async unmark(client: PoolClient, above: number): Promise<void> {
    const answer: unknown = await client.query(
      `set local statement_timeout = 0; update outbox set published_at = null, stream_seq = null, next_attempt_at = now() where stream_seq > ${above}`,
    );
    const rowCount = (answer as QueryResult[])[1]?.rowCount;
    if (!rowCount) return;
    metrics.brokerRegress.inc();
    this.logger.error(`The broker lost published events: ${rowCount} are published again`);
  }
}

function headersOf(row: OutboxRow, service: string): MsgHdrs {
  const { actor, correlationId, causationId, traceparent } = row.headers;
  const headers = natsHeaders();
  headers.set('ce-id', row.event_id);
  headers.set('ce-source', service);
  headers.set('ce-type', row.event_type);
  headers.set('ce-time', new Date(row.occurred_at).toISOString());
  headers.set('ce-subject', row.aggregate_id);
  headers.set('ce-sequence', String(row.aggregate_seq));
  headers.set('content-type', 'application/json');
  if (actor) headers.set('x-actor', actor);
  if (correlationId) headers.set('x-correlation-id', correlationId);
  if (causationId) headers.set('x-causation-id', causationId);
  if (traceparent) headers.set('traceparent', traceparent);
  return headers;
}
