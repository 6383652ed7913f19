import { Logger } from '@nestjs/common';
import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { metrics } from './metrics.js';
import { ensureStream, streamOf, type StreamSettings } from './streams.js';
import { isMutant } from './trial.js';

/** Held while the outbox and its stream are compared. */
export const AUDIT_LOCK = 0x6c696e6c;

const logger = new Logger('broker-audit');

export interface Audited {
  readonly service: string;
  readonly pool: Pool;
  readonly jsm: JetStreamManager;
  readonly settings: StreamSettings;
}

/**
 * Does the stream still hold what was published? What it lost is published again; consumers absorb the repeats. Where the last event
 * that was published is not at its place, or the stream is doubted, its places are compared with the outbox: one that lost its tail and was filled
 * again is long enough, but holds other events there, and so does one that is told by another broker of a cluster whose copies have drifted apart.
 */
export async function auditBroker(
  { service, pool, jsm, settings }: Audited,
  { doubted }: { doubted: boolean },
): Promise<void> {
  if (isMutant('no-broker-loss-audit')) {
    await ensureStream(jsm, service, settings);
    return;
  }
  const stream = streamOf(service);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1, 1)', [AUDIT_LOCK]);
    // Read before the stream is asked: whatever is marked by now, the stream has.
    const { rows } = await client.query<{ highest: string | null; last: string | null; known: string | null }>(
      `select l.stream_seq as highest, l.event_id as last, (select stream_created from stream_mark where stream = $1) as known
       from (values (1)) one left join lateral (
         select stream_seq, event_id from outbox where stream_seq is not null order by stream_seq desc limit 1) l on true`,
      [stream],
    );
    const highest = Number(rows[0]?.highest ?? 0);
    const { last, known } = rows[0] ?? {};
    const info = await ensureStream(jsm, service, settings);
    const another = known && known !== info.created;
    const { first_seq, last_seq } = info.state;
    const isThere = highest >= first_seq && highest <= last_seq;
    const differs = doubted || (isThere && last && !(await holds(jsm, stream, highest, last)));
    const held = another ? 0 : differs ? await heldUpTo(client, jsm, info, highest) : last_seq;
    if (highest > held) await unmark(client, held);
    await client.query(
      'insert into stream_mark values ($1, $2) on conflict (stream) do update set stream_created = excluded.stream_created',
      [stream, info.created],
    );
    await client.query('commit');
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

/** The place up to which the stream holds the events that the outbox says it does: only a tail is ever lost, so halving finds it. */
async function heldUpTo(
  client: PoolClient,
  jsm: JetStreamManager,
  { config, state }: StreamInfo,
  highest: number,
): Promise<number> {
  // What the stream has thrown away for its age is not there to be compared.
  let [held, wrong] = [Math.min(state.first_seq - 1, highest), highest + 1];
  while (held + 1 < wrong) {
    const middle = Math.floor((held + wrong) / 2);
    const { rows } = await client.query<{ seq: string; id: string }>(
      'select stream_seq as seq, event_id as id from outbox where stream_seq between $1 and $2 order by stream_seq desc limit 1',
      [held + 1, middle],
    );
    const marked = rows[0];
    if (!marked) held = middle;
    else if (await holds(jsm, config.name, Number(marked.seq), marked.id)) held = middle;
    else wrong = Number(marked.seq);
  }
  return held;
}

async function holds(jsm: JetStreamManager, stream: string, seq: number, eventId: string): Promise<boolean> {
  const message = await jsm.streams.getMessage(stream, { seq });
  return message?.header.get('ce-id') === eventId;
}

/** Un-marks what was published above this place of the stream; it may be the history of months, so it may take its time. */
async function unmark(client: PoolClient, above: number): Promise<void> {
  const answer: unknown = await client.query(
    `set local statement_timeout = 0; update outbox set published_at = null, stream_seq = null, next_attempt_at = now() where stream_seq > ${above}`,
  );
  const rowCount = (answer as QueryResult[])[1]?.rowCount;
  if (!rowCount) return;
  metrics.brokerRegress.inc();
  logger.error(`The broker lost published events: ${rowCount} are published again`);
}
