import type { EntityManager } from '@mikro-orm/postgresql';
import type { QueryResult } from 'pg';
import { isInfrastructure, sqlState } from './failures.js';
import { Gathering } from './gathering.js';
import { jsonLiteral } from './literal.js';
import { inLockOrder, type Committed, type OutboxRow } from './outbox/row.js';
import { killPoint } from './trial.js';
import type { Start } from './work.js';

/** An Idempotency-Key and the request it is used for. */
export interface Claim {
  readonly actor: string;
  readonly key: string;
  readonly route: string;
  readonly hash: string;
}

/** A command that has come to its end and only adds rows. */
export interface Ended {
  readonly claim: Claim;
  readonly status: number;
  readonly replyId: string | null;
  readonly reply: object | null;
  readonly inserts: readonly string[];
  readonly events: readonly OutboxRow[] | null;
  readonly changes: readonly object[] | null;
}

/** `committed`; `alone`: it did not go in company and has changed nothing; or what kept it from being known. */
type Outcome = 'committed' | 'alone' | Error;

interface BegunRow {
  at: Date | string;
  serial: string | number;
  known: boolean;
  settings: string | number;
}

const RETRYABLE = new Set(['40001', '40P01', '55P03']);
const TUPLE = /^insert into "\w+" \([^()]*\) values (?=\()/i;

/**
 * Commands that only add rows and end together are committed together: one round trip, one transaction, one flush to the disk. They
 * stand or fall together in it; where they fall, halves are tried, down to the one that has to go its own way.
 */
export class GroupCommit {
  private readonly inHand = new Set<string>();
  private readonly beginnings = new Gathering<Claim, Start | undefined>((claims) => this.beginAll(claims));
  private readonly ends = new Gathering<Ended, Outcome>((ended) => this.commit(ended));

  constructor(
    private readonly em: EntityManager,
    private readonly committed: (events: readonly Committed[]) => void,
  ) {}

  /** Time and number for a command, or undefined when its key is known or in use here: then it has to wait for its twin. */
  async begin(claim: Claim): Promise<Start | undefined> {
    const place = placeOf(claim);
    if (this.inHand.has(place)) return undefined;
    this.inHand.add(place);
    try {
      const start = await this.beginnings.add(claim);
      if (!start) this.leave(claim);
      return start;
    } catch (error) {
      this.leave(claim);
      throw error;
    }
  }

  /** To be called once for every command that was begun. */
  leave(claim: Claim): void {
    this.inHand.delete(placeOf(claim));
  }

  /** Whether it is committed; false: it has to be run alone, nothing of it was kept. */
  async end(ended: Ended): Promise<boolean> {
    const outcome = await this.ends.add(ended);
    if (outcome instanceof Error) throw outcome;
    return outcome === 'committed';
  }

  private async beginAll(claims: readonly Claim[]): Promise<(Start | undefined)[]> {
    const keys = jsonLiteral(claims.map(({ actor, key }) => ({ actor, key })));
    const [result] = await this.send([`select * from bus_begin(${keys})`]);
    return (result!.rows as unknown as BegunRow[]).map(({ at, serial, known, settings }) =>
      known ? undefined : { at: new Date(at), serial: Number(serial), settings: Number(settings) },
    );
  }

  private async commit(ended: readonly Ended[]): Promise<Outcome[]> {
    try {
      await this.write(ended);
      return ended.map(() => 'committed');
    } catch (error) {
      if (isInfrastructure(error) && !RETRYABLE.has(sqlState(error) ?? '')) return ended.map(() => error as Error);
      if (ended.length === 1) return ['alone'];
      const half = ended.length >> 1;
      return [...(await this.commit(ended.slice(0, half))), ...(await this.commit(ended.slice(half)))];
    }
  }

  private async write(ended: readonly Ended[]): Promise<void> {
    const keys = ended.map(({ claim, status, replyId, reply }) => ({ ...claim, status, reply_id: replyId, reply }));
    const events = ended.flatMap((each) => each.events ?? []).sort(inLockOrder);
    const changes = ended.flatMap((each) => each.changes ?? []);
    killPoint('command.before-commit');
    const results = await this.send([
      `select bus_keep(${jsonLiteral(keys)})`,
      ...together(ended.map(({ inserts }) => inserts)),
      ...(changes.length > 0 ? [`select bus_log(${jsonLiteral(changes)})`] : []),
      `select ${events.length > 0 ? `bus_publish_all(${jsonLiteral(events)})` : 'null'} as places`,
    ]);
    killPoint('command.after-commit');
    if (events.length === 0) return;
    const { places } = results.at(-1)!.rows[0] as { places: Record<string, number> };
    this.committed(events.map((event) => ({ ...event, seq: places[event.eventId]! })));
  }

  /** Several statements in one message are one transaction. */
  private async send(statements: readonly string[]): Promise<QueryResult<Record<string, unknown>>[]> {
    const pool = await this.em.getConnection().getNativeClient();
    const answer: unknown = await pool.query(statements.join('; '));
    return (Array.isArray(answer) ? answer : [answer]) as QueryResult<Record<string, unknown>>[];
  }
}

const placeOf = ({ actor, key }: Claim): string => `${actor}\0${key}`;

/** The statements of all commands in the fewest: commands that add to the same tables in the same order add in the same statements. */
export function together(commands: readonly (readonly string[])[]): string[] {
  const alike = new Map<string, string[][]>();
  for (const inserts of commands) {
    if (inserts.length === 0) continue;
    const heads = inserts.map((sql) => TUPLE.exec(sql)?.[0] ?? sql);
    const key = heads.join(';');
    const known = alike.get(key);
    if (!known)
      alike.set(
        key,
        inserts.map((sql) => [sql]),
      );
    else if (heads.some((head, at) => head === inserts[at]))
      alike.set(
        `${key};${alike.size}`,
        inserts.map((sql) => [sql]),
      );
    else inserts.forEach((sql, at) => known[at]!.push(sql.slice(heads[at]!.length)));
  }
  return [...alike.values()].flatMap((statements) => statements.map((rows) => rows.join(', ')));
}
