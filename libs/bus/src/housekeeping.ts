import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { isMutant } from './trial.js';

const EVERY_MS = 24 * 3_600_000;
const FIRST_MS = 60_000;
const BATCH = 5_000;

/** For the mutant that keeps no progress. */
const FORGET = `delete from inbox_progress where updated_at < clock_timestamp() - interval '1 s'`;

const SWEEPS: Readonly<Record<string, string>> = {
  // A key is good for three days.
  idempotency: `delete from idempotency where ctid = any (array(
    select ctid from idempotency where claimed_at < now() - interval '72 hours' limit ${BATCH}))`,
  // Longer than the streams keep events, so that whatever a broker loses can be published again.
  outbox: `delete from outbox where ctid = any (array(
    select ctid from outbox where occurred_at < now() - interval '90 days' and published_at is not null limit ${BATCH}))`,
};

/** Throws away once a day what is kept for a while only: used keys and published events. In small batches; any number of replicas may. */
export class Housekeeping {
  private readonly logger = new Logger('housekeeping');
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly pool: Pool) {}

  start(): void {
    this.plan(FIRST_MS);
    if (isMutant('inbox-forgotten'))
      setInterval(() => void this.pool.query(FORGET).catch(() => undefined), 250).unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Sweeps now; how many rows went, by table. */
  async sweep(): Promise<Record<string, number>> {
    const gone: Record<string, number> = {};
    for (const [table, statement] of Object.entries(SWEEPS)) {
      let rows = BATCH;
      while (rows === BATCH && !this.stopped) {
        rows = (await this.pool.query(statement)).rowCount ?? 0;
        gone[table] = (gone[table] ?? 0) + rows;
      }
    }
    return gone;
  }

  private plan(inMs: number): void {
    this.timer = setTimeout(() => {
      this.sweep()
        .then(
          (gone) => this.logger.log({ msg: 'old keys and events were thrown away', ...gone }),
          (error: Error) => this.logger.warn(`Housekeeping is put off: ${error.message.split('\n')[0]}`),
        )
        .finally(() => {
          if (!this.stopped) this.plan(EVERY_MS);
        });
    }, inMs).unref();
  }
}
