import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { metrics } from '../metrics.js';
import type { SignedHead } from './chain.js';
import type { Heads } from './heads.js';
import type { AuditKeys } from './keys.js';
import { GAP_ENDS_MS, seal, SEALER_LOCK } from './sealing.js';

const EVERY_MS = 500;
const LOGGED_EVERY_MS = 60_000;

export interface SealerOptions {
  readonly service: string;
  readonly pool: Pool;
  readonly keys: AuditKeys;
  readonly heads: Heads;
}

/**
 * Seals what the logs have gained, twice a second, and puts the signed head outside the database. No command waits for it. Any number of
 * replicas: one of them at a time holds the lock.
 */
export class AuditSealer {
  private readonly logger = new Logger('audit');
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = false;
  private seen = '';
  private exported?: SignedHead;
  private pending?: SignedHead;
  private loggedAt = 0;

  constructor(private readonly options: SealerOptions) {}

  start(): void {
    this.plan();
  }

  /** What was written until now is sealed once more before it ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.round();
    if (this.exported) this.tell(this.exported);
  }

  /** Seals now. Never rejects: what cannot be sealed now is sealed later. */
  private async round(): Promise<void> {
    try {
      while (await this.sealSome());
    } catch (error) {
      this.logger.warn(`The logs are sealed later: ${(error as Error).message.split('\n')[0]}`);
    }
    await this.putOut();
  }

  private async sealSome(): Promise<boolean> {
    const { pool } = this.options;
    const { rows: ends } = await pool.query<{ ends: string; oldest: number | null; gap: string | null }>(ENDS);
    metrics.auditSealLag.set(Math.max(0, ends[0]?.oldest ?? 0));
    // What was passed over may still be committed, and changes no end.
    const awaited = Date.now() - Number(ends[0]?.gap ?? 0) < GAP_ENDS_MS;
    if (ends[0]!.ends === this.seen && !awaited) return false;
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(${SEALER_LOCK}) as mine`,
      );
      const sealed = rows[0]?.mine ? await seal(client, this.options.service, this.options.keys) : undefined;
      await client.query('commit');
      if (rows[0]?.mine && !sealed?.more) this.seen = ends[0]!.ends;
      if (sealed) this.pending = sealed.head;
      return sealed?.more ?? false;
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async putOut(): Promise<void> {
    const head = this.pending;
    if (!head) return;
    try {
      await this.options.heads.put(head);
      this.exported = head;
      if (this.pending === head) this.pending = undefined;
    } catch (error) {
      this.logger.warn(`The head of the logs is put out later: ${(error as Error).message.split('\n')[0]}`);
    }
    if (Date.now() - this.loggedAt > LOGGED_EVERY_MS) this.tell(head);
  }

  /** In the log too, so that whoever collects logs holds a head that neither the database nor the broker can take back. */
  private tell(head: SignedHead): void {
    this.loggedAt = Date.now();
    this.logger.log({ msg: 'audit head', head: JSON.stringify(head) });
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.running = this.round().then(() => {
        if (!this.stopped) this.plan();
      });
    }, EVERY_MS).unref();
  }
}

/** The ends of both logs, and how long the oldest line behind the last seal has waited. */
const ENDS = `
  with last as (select change_mark, read_mark, gaps from audit_seal order by seq desc limit 1),
    mark as (select coalesce(max(change_mark), 0) as changes, coalesce(max(read_mark), 0) as reads from last)
  select (select max((gap ->> 'since')::bigint) from last, jsonb_array_elements(gaps) as gap) as gap, concat_ws(' ', (select max(id) from change_log), (select max(id) from read_log)) as ends,
    extract(epoch from app_now() - least(
      (select at from change_log, mark where id > mark.changes order by id limit 1),
      (select at from read_log, mark where id > mark.reads order by id limit 1)))::float8 as oldest`;
