import type { EntityManager } from '@mikro-orm/postgresql';
import type { PoolClient, QueryResult } from 'pg';
import { Gate } from './gate.js';
import { Gathering } from './gathering.js';
import type { Arrival, Decision } from './inbox.js';
import { jsonLiteral, literal } from './literal.js';
import { inReaction, surroundingsOf, type Reactions } from './reactions.js';
import { isMutant, killPoint } from './trial.js';
import { Work } from './work.js';

/** So many at most are taken in one transaction: longer ones would hold up whoever waits for what they lock. */
const MOST = 32;
/** Transactions at the same time: some are at work here while others are in the database. The rest of the pool is for who waits for an answer. */
const LOTS = 3;

/** For all consumers of a process: a night's news of all departments at once do not take more of the pool than those of one. */
export const lotsOfProcess = (): Gate => new Gate(LOTS, Infinity);

interface BegunRow {
  decision: Decision;
  at: Date | string;
  serial: number | string;
}

/** What a consumer has around it. */
export interface Surrounded {
  readonly service: string;
  readonly consumer: string;
  readonly em: EntityManager;
  readonly reactions: Reactions;
  readonly lots: Gate;
}

/**
 * Events of different aggregates that come together are taken together: one transaction, one flush to the disk. They stand or fall
 * together in it; where they fall, each goes its own way.
 */
export class Company {
  private readonly lots: Gathering<Arrival, boolean>;

  constructor(private readonly options: Surrounded) {
    this.lots = new Gathering<Arrival, boolean>((arrivals) => this.take(arrivals), MOST, LOTS);
  }

  /** Whether the event was handled; false: it has to be taken alone, nothing of it was kept. */
  join(arrival: Arrival): Promise<boolean> {
    return this.lots.add(arrival);
  }

  private async take(arrivals: readonly Arrival[]): Promise<boolean[]> {
    const alone = arrivals.map(() => false);
    // Faults are planted in the way of single events.
    if (arrivals.length === 1 || isMutant('no-sequence-check') || isMutant('ack-before-commit')) return alone;
    return this.options.lots.pass(() => this.together(arrivals, alone));
  }

  private async together(arrivals: readonly Arrival[], alone: boolean[]): Promise<boolean[]> {
    const pool = await this.options.em.getConnection().getNativeClient();
    const client = await pool.connect().catch(() => undefined);
    if (!client) return alone;
    let broken: Error | undefined;
    try {
      return await this.transact(client, arrivals);
    } catch {
      // Whatever it was: each finds it again for itself, and is counted for it.
      broken = await client.query('rollback').then(
        () => undefined,
        (error: Error) => error,
      );
      return alone;
    } finally {
      client.release(broken);
    }
  }

  private async transact(client: PoolClient, arrivals: readonly Arrival[]): Promise<boolean[]> {
    const { service, consumer, em, reactions } = this.options;
    killPoint('consumer.received');
    const places = arrivals.map(({ aggregateType: type, aggregateId: id, sequence: seq, eventId: event }) => ({
      ...{ type, id, seq, event },
    }));
    const begun = (await client.query(
      `begin; select decision, at, nextval('form_number') as serial from bus_next_all(${literal(consumer)}, ${jsonLiteral(places)}) order by n`,
    )) as unknown as QueryResult<BegunRow>[];
    const rows = begun[1]!.rows;
    const works: Work[] = [];
    for (const [at, arrival] of arrivals.entries()) {
      if (rows[at]!.decision !== 'next') continue;
      const work = Work.beside(em, surroundingsOf(service, arrival), client, {
        at: new Date(rows[at]!.at),
        serial: Number(rows[at]!.serial),
      });
      works.push(work);
      await inReaction(arrival, () => reactions.run(work, arrival));
    }
    killPoint('consumer.before-commit');
    const isNext = rows.map(({ decision }) => decision === 'next');
    const advanced = jsonLiteral(places.filter((_, at) => isNext[at]));
    await client.query(
      [
        ...works.flatMap((work) => work.settlement()),
        `select bus_advance_all(${literal(consumer)}, ${advanced})`,
        'commit',
      ].join('; '),
    );
    killPoint('consumer.after-commit');
    for (const work of works) work.release();
    return isNext;
  }
}
