import { Logger } from '@nestjs/common';
import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import type { Pool, PoolClient } from 'pg';
import { AUDIT_LOCK } from './broker-audit.js';
import { metrics } from './metrics.js';
import { streamOf } from './streams.js';

/** Messages that are asked for at the same time. */
const AT_ONCE = 100;

/** Numbers of forms that are passed over beyond ten for each event: those of the lost time stand on paper. */
const PASSED_OVER = 1_000;

// What is not known is what was committed, published, and lost with a later state of this database. No place is ever given away twice.
const REMEMBER = `
  with told as materialized (select * from jsonb_to_recordset($1::jsonb) as e(event_id uuid, aggregate_type text, aggregate_id text,
      aggregate_seq bigint, event_type text, payload jsonb, headers jsonb, occurred_at timestamptz, stream_seq bigint)),
    unknown as materialized (select t.* from told t where not exists (select 1 from outbox o where o.event_id = t.event_id)),
    heads as (
      insert into outbox_seq as s (aggregate_type, aggregate_id, last_seq)
      select aggregate_type, aggregate_id, max(aggregate_seq) from unknown group by 1, 2
      on conflict (aggregate_type, aggregate_id) do update set last_seq = greatest(s.last_seq, excluded.last_seq))
  insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at, published_at, stream_seq)
  select event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, headers, occurred_at, now(), stream_seq from unknown
  on conflict do nothing returning event_type as type`;

/**
 * A database that was restored to an earlier state does not know what it told afterwards. Its stream does: those events are taken
 * back into the outbox, so that the histories that others heard stay whole and new events go on behind them, and not in their places.
 * The rows that the events tell of are not made again; the log names how many of which kind, for people to settle.
 */
export class Memory {
  private readonly logger = new Logger('memory');

  constructor(
    private readonly service: string,
    private readonly pool: Pool,
    private readonly jsm: JetStreamManager,
  ) {}

  /** To be done before the first command is taken; how many events were taken back, by type. */
  async refresh(): Promise<ReadonlyMap<string, number>> {
    const { pool, jsm, service } = this;
    const taken = new Map<string, number>();
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1, 1)', [AUDIT_LOCK]);
      const { created, state } = await jsm.streams.info(streamOf(service));
      const { rows } = await client.query<{ created: string | null; highest: string | null }>(
        'select (select stream_created from stream_mark where stream = $1) as created, (select max(stream_seq) from outbox) as highest',
        [streamOf(service)],
      );
      const { created: known, highest } = rows[0]!;
      // The stream of another database, or of a broker that was set up anew.
      const from = known === created ? Math.max(Number(highest ?? 0) + 1, state.first_seq) : Infinity;
      for (let seq = from; seq <= state.last_seq; seq += AT_ONCE) {
        for (const type of await this.takeBack(client, seq, Math.min(seq + AT_ONCE - 1, state.last_seq)))
          taken.set(type, (taken.get(type) ?? 0) + 1);
      }
      const many = [...taken.values()].reduce((sum, each) => sum + each, 0);
      if (many > 0)
        await client.query(`select count(nextval('form_number')) from generate_series(1, $1::int)`, [
          PASSED_OVER + 10 * many,
        ]);
      await client.query('commit');
      if (many > 0) this.report(many, taken);
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (failed: Error) => failed,
      );
      throw error;
    } finally {
      client.release(broken);
    }
    return taken;
  }

  private async takeBack(client: PoolClient, first: number, last: number): Promise<string[]> {
    const places = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const stream = streamOf(this.service);
    const messages = await Promise.all(places.map((seq) => this.jsm.streams.getMessage(stream, { seq })));
    const events = messages.flatMap((message) => (message ? eventOf(message) : []));
    const { rows } = await client.query<{ type: string }>(REMEMBER, [JSON.stringify(events)]);
    return rows.map(({ type }) => type);
  }

  private report(many: number, taken: ReadonlyMap<string, number>): void {
    metrics.takenBack.inc(many);
    const kinds = [...taken].map(([type, times]) => `${times} ${type}`).sort();
    this.logger.error(
      `This database is older than what it has told: ${many} events were taken back from the stream, and what they tell of is missing here: ${kinds.join(', ')}`,
    );
  }
}

function eventOf(message: StoredMsg): object[] {
  const { subject, header, seq } = message;
  const [, , aggregateType = ''] = subject.split('.');
  const place = Number(header.get('ce-sequence'));
  if (!Number.isSafeInteger(place) || place < 1) return [];
  const said = { actor: 'x-actor', correlationId: 'x-correlation-id', causationId: 'x-causation-id' };
  const headers = Object.entries({ ...said, traceparent: 'traceparent' }).flatMap(([name, key]) =>
    header.has(key) ? [[name, header.get(key)] as const] : [],
  );
  return [
    {
      event_id: header.get('ce-id'),
      aggregate_type: aggregateType,
      aggregate_id: header.get('ce-subject'),
      aggregate_seq: place,
      event_type: header.get('ce-type'),
      payload: message.json(),
      headers: Object.fromEntries(headers),
      occurred_at: header.get('ce-time'),
      stream_seq: seq,
    },
  ];
}
