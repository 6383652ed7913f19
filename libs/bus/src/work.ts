import { AsyncLocalStorage } from 'node:async_hooks';
import { helper, TransactionContext } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PoolClient, QueryResult } from 'pg';
import { notingRaisers, takeRaised } from '@linli/kernel';
import type { Actor } from './actor.js';
import { sqlState } from './failures.js';
import { jsonLiteral, literal } from './literal.js';
import { inLockOrder, outboxRow, type OutboxRow } from './outbox/row.js';
import { prepared } from './prepared.js';
import { settingsOf, type Reading } from './settings.js';
import { told, wakeClocks } from './wakers.js';

/** What a running use case has around it. */
export interface Surroundings {
  readonly actor: Actor;
  readonly action: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
}

interface Change {
  readonly entity: object;
  readonly kind: string;
  readonly type: string;
  readonly changed: readonly string[];
  readonly from?: string;
}

const running = new AsyncLocalStorage<Work>();

/** The unit of work of the running use case, or undefined outside one. */
export const runningWork = (): Work | undefined => running.getStore();

/** The unit of work of the running use case. Error outside one: a programmer's mistake. */
export function currentWork(): Work {
  const work = running.getStore();
  if (!work) throw new Error('This runs outside a use case: there is no transaction, no time and no actor.');
  return work;
}

// `insert into "complaint" (…) values (…)`, one row or many, without `returning` and `on conflict`.
const PLAIN_INSERT = /^insert into "\w+" \((?!.*\b(?:returning|on conflict)\b)/is;

/** Another transaction holds the Idempotency-Key, or held it. */
export const KEY_TAKEN = 'LN001';

const LARGE = 64 * 1024;

/** What a command is given before it has a transaction. */
export interface Start {
  readonly at: Date;
  readonly serial: number;
  /** The revision of the settings that it begins under. */
  readonly settings: number;
}

/** One transaction on one connection: MikroORM works in it, the bus adds its bookkeeping at the end. */
export class Work {
  at = new Date(0);
  /** A number that no other command gets. */
  serial = 0;
  /** Undefined: it has a transaction, in which it reads the settings. */
  private settings?: number;
  /** Another holds the key: whatever this came to, it does not count. */
  keyTaken = false;
  /** See `onTrial`. */
  trial = false;
  /** Committed or rolled back. */
  over = false;
  private readonly changes: Change[] = [];
  private readonly raisers = new Set<object>();
  private hasEvents = false;
  /** Set when a clock was planned, which may be due already. */
  hasClocks = false;
  private readonly waiting: string[] = [];
  private aftermath?: () => Promise<void>;
  /** No use case runs: what one has left running must not write behind the commit, or into the transaction of another. */
  private closed = true;
  /** The connection belongs to whoever began the transaction, for several works one after the other. */
  private shared = false;

  private client?: PoolClient;
  private connecting?: Promise<PoolClient>;
  /** What begins the transaction, until it was sent. */
  private opening: string[] = [];

  private constructor(
    private readonly root: EntityManager,
    readonly em: EntityManager,
    readonly surroundings: Surroundings,
  ) {}

  private static around(root: EntityManager, surroundings: Surroundings): Work {
    const em = root.fork({ clear: true, disableContextResolution: true });
    const work = new Work(root, em, surroundings);
    TransactionContext.create(em, () => em.setTransactionContext(work.transaction()));
    return work;
  }

  /** On a connection of its own; whoever opens it begins the transaction. */
  static async open(root: EntityManager, surroundings: Surroundings): Promise<Work> {
    const work = Work.around(root, surroundings);
    await work.connect();
    return work;
  }

  /** In a transaction that others share: whoever began it ends it, and releases each work afterwards. */
  static beside(
    root: EntityManager,
    surroundings: Surroundings,
    client: PoolClient,
    { at, serial }: Pick<Start, 'at' | 'serial'>,
  ): Work {
    const work = Work.around(root, surroundings);
    [work.client, work.shared, work.at, work.serial] = [client, true, at, serial];
    return work;
  }

  /** Without a connection for as long as it only adds rows; its first other statement goes out behind `opening`. */
  static unopened(root: EntityManager, surroundings: Surroundings, start: Start, opening: readonly string[]): Work {
    const work = Work.around(root, surroundings);
    work.at = start.at;
    work.serial = start.serial;
    work.settings = start.settings;
    work.opening = [...opening];
    return work;
  }

  /**
   * What `read` finds in the settings, known by heart until one of them changes: asking for it does not cost a command its company.
   * One reading is told from another by its function.
   */
  setting<T>(read: Reading<T>): Promise<T> {
    if (this.opened || this.settings === undefined) return read(async (sql) => (await this.batch(sql)).at(-1)!);
    return settingsOf(this.root).read(read, this.settings);
  }

  get opened(): boolean {
    return this.client !== undefined;
  }

  private async connect(): Promise<PoolClient> {
    const pool = await this.root.getConnection().getNativeClient();
    return (this.client = await pool.connect());
  }

  /** Several statements in one round trip, after those that were put off; the rows of each. */
  async batch(sql: string): Promise<Record<string, unknown>[][]> {
    return (await this.send(sql)).map(({ rows }) => rows);
  }

  /** Puts a statement off whose result nobody needs: it goes out with the next one and fails there. */
  putOff(sql: string): void {
    this.waiting.push(sql);
  }

  /** Forgets what was put off: its transaction goes back. */
  forget(): void {
    this.waiting.length = 0;
  }

  /** Whether so much was put off that whoever commits with it would have to wait. */
  get isLarge(): boolean {
    let length = 0;
    return this.waiting.some((sql) => (length += sql.length) > LARGE);
  }

  /** The statements that were put off and not sent. */
  takeWaiting(): string[] {
    return this.waiting.splice(0);
  }

  private async send(sql: string): Promise<QueryResult<Record<string, unknown>>[]> {
    // Whoever comes first begins the transaction; statements that were sent meanwhile queue up behind on the same connection.
    const client = this.client ?? (await (this.connecting ??= this.connect()));
    const before = [...this.opening.splice(0), ...this.takeWaiting()];
    try {
      const answer: unknown = await client.query([...before, sql].join('; '));
      const results = (Array.isArray(answer) ? answer : [answer]) as QueryResult<Record<string, unknown>>[];
      return results.slice(before.length);
    } catch (error) {
      this.keyTaken ||= sqlState(error) === KEY_TAKEN;
      throw error;
    }
  }

  literal(text: string | null | undefined): string {
    return literal(text);
  }

  json(value: unknown): string {
    return jsonLiteral(value);
  }

  /** Runs the use case inside this transaction and flushes what it changed. */
  run<R>(useCase: () => Promise<R>): Promise<R> {
    return TransactionContext.create(this.em, () =>
      running.run(this, () =>
        notingRaisers(this.raisers, async () => {
          this.closed = false;
          try {
            const reply = await useCase();
            await this.em.flush();
            return reply;
          } finally {
            this.closed = true;
          }
        }),
      ),
    );
  }

  /** See `evenIfRefused`. */
  remember(aftermath: () => Promise<void>): void {
    this.aftermath = aftermath;
  }

  get hasAftermath(): boolean {
    return this.aftermath !== undefined;
  }

  /** After the rollback of a refused use case: nothing of it is left, and what stays although it was refused is written. */
  async runAftermath(): Promise<void> {
    this.changes.length = 0;
    this.raisers.clear();
    this.em.clear();
    await this.run(this.aftermath!);
  }

  /** What is left to be sent before the commit: statements that were put off, events and the change log. */
  settlement(): string[] {
    const [events, changes] = [this.outbox(), this.changeLog()];
    const settle = `select bus_settle(${jsonLiteral(events)}, ${jsonLiteral(changes)}, null, null, null, null, null)`;
    return [...this.takeWaiting(), ...(events || changes ? [settle] : [])];
  }

  /** The version as it is after the flush, put into a view that was made before it. */
  freshen(reply: object): void {
    const view = reply as { id?: unknown; version?: unknown };
    if (typeof view.id !== 'string' || !('version' in view)) return;
    for (const { entity } of this.changes) {
      const changed = entity as { id?: unknown; version?: unknown };
      if (changed.id === view.id && typeof changed.version === 'number') view.version = changed.version;
    }
  }

  note(change: Change): void {
    this.changes.push(change);
  }

  /**
   * The events of this transaction as outbox rows, or null. Numbered per aggregate in the order they were raised. An error when
   * something was raised by an aggregate that is not saved here: the fact would be told without the change, or get lost.
   */
  outbox(): OutboxRow[] | null {
    const rows = [...this.raisers].flatMap((entity) => {
      const raised = takeRaised(entity);
      if (raised.length > 0 && !this.isSaved(entity))
        throw new Error(`${entity.constructor.name} raised an event and is not saved in this transaction`);
      return raised.map((each) => outboxRow(entity as { id: string }, each, this.surroundings, this.at));
    });
    this.hasEvents = rows.length > 0;
    return this.hasEvents ? rows.sort(inLockOrder) : null;
  }

  private isSaved(entity: object): boolean {
    return helper(entity).isManaged() || this.changes.some((change) => change.entity === entity);
  }

  /** The changes of this transaction as rows of the change log, or null. */
  changeLog(): object[] | null {
    if (this.changes.length === 0) return null;
    const { actor, action, correlationId } = this.surroundings;
    return this.changes.map(({ entity, kind, type, changed, from }) => {
      const { id, version, state } = entity as { id: string; version?: number; state?: string };
      return {
        at: this.at.toISOString(),
        actor_id: actor.id,
        action,
        aggregate_type: type,
        aggregate_id: id,
        kind,
        version,
        changed,
        state_from: from,
        state_to: changed.includes('state') ? state : undefined,
        correlation_id: correlationId,
      };
    });
  }

  async rollback(): Promise<void> {
    try {
      await this.client?.query('rollback');
      this.release();
    } catch (error) {
      this.release(error as Error);
    }
  }

  release(error?: Error): void {
    this.over = true;
    this.forget();
    this.em.clear();
    if (!this.shared) this.client?.release(error);
    if (error) return;
    if (this.hasEvents && this.client) told(this.root, []);
    if (this.hasClocks) wakeClocks(this.root);
  }

  /** What MikroORM expects of a transaction, over the connection that the bus itself began it on. */
  private transaction(): object {
    return {
      isTransaction: true,
      executeQuery: async (query: { sql: string; parameters: readonly unknown[] }) => {
        const { sql, parameters } = query;
        if (this.closed) throw new Error('The use case is over: something that it did not wait for goes on.');
        // The ORM's own inserts give nothing back: they leave together with the next statement.
        if (parameters.length === 0 && PLAIN_INSERT.test(sql)) {
          this.putOff(sql);
          return { rows: [], numAffectedRows: 1n };
        }
        if (parameters.length > 0 && (!this.client || this.opening.length + this.waiting.length > 0))
          await this.send('select 1');
        const result =
          parameters.length > 0
            ? await this.client!.query(prepared(sql, [...parameters]))
            : (await this.send(sql)).at(-1)!;
        const counts =
          result.command === 'INSERT' ||
          result.command === 'UPDATE' ||
          result.command === 'DELETE' ||
          result.command === 'MERGE';
        return { rows: result.rows as unknown[], numAffectedRows: counts ? BigInt(result.rowCount ?? 0) : undefined };
      },
    };
  }
}
