import { Logger } from '@nestjs/common';
import { OptimisticLockError } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isInfrastructure, wordsOf } from './failures.js';
import { Inbox, STARTS_WITHOUT_END, type Arrival } from './inbox.js';
import { metrics } from './metrics.js';
import { inReaction, surroundingsOf, type Reactions } from './reactions.js';
import type { Turns } from './turns.js';
import { Work } from './work.js';

export interface ParkingOptions {
  readonly service: string;
  readonly em: EntityManager;
  /** The reactions of the service by the durable that brings the events. */
  readonly reactions: ReadonlyMap<string, Reactions>;
  readonly suspects: Turns;
  readonly pollMs?: number;
}

/** A parked event for which an operator has asked something. */
interface Wish {
  readonly id: string;
  readonly version: number;
  readonly skips: boolean;
  readonly by: string;
  readonly skipReason: string | null;
  readonly consumer: string;
  readonly arrival: Arrival;
}

interface WishRow {
  id: string;
  version: number;
  state: string;
  requested_by: string;
  proposed_by: string | null;
  skip_reason: string | null;
  consumer: string;
  event_id: string;
  event_type: string;
  aggregate_type: string;
  aggregate_id: string;
  aggregate_seq: string;
  payload: unknown;
  headers: Partial<Arrival['headers']> & { occurredAt?: string };
  parked_at: Date | string;
}

const WISHES = `select * from dead_letter where state in ('RETRYING', 'SKIPPING') and consumer = any($1) order by requested_at limit 20`;
const OPEN = `select consumer, count(*)::int as open from dead_letter where resolved_at is null group by consumer`;

/**
 * Carries out what operators ask for parked events: one transaction for each event, in order, until one fails or the aggregate is
 * free. What arrives meanwhile is parked behind and taken too. Any number of replicas at once.
 */
export class Parking {
  private readonly logger = new Logger('parking');
  private readonly inboxes: ReadonlyMap<string, Inbox>;
  private stopped = false;
  private nudged = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(private readonly options: ParkingOptions) {
    this.inboxes = new Map([...options.reactions.keys()].map((consumer) => [consumer, new Inbox(consumer)]));
  }

  start(): void {
    if (this.options.reactions.size > 0) this.loop = this.run();
  }

  /** Something was parked or asked for. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  /** Ends after the event that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      const moved = await this.round().catch((error: unknown) => {
        this.logger.warn(`Parked events wait: ${wordsOf(error as Error)}`);
        return false;
      });
      if (!moved && !this.nudged) await this.pause();
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs ?? 1_000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }

  /** One event of each aggregate that is asked for; whether any was moved. */
  private async round(): Promise<boolean> {
    let moved = false;
    for (const wish of await this.wishes()) {
      if (this.stopped) break;
      try {
        if (await this.options.suspects.take(() => inReaction(wish.arrival, () => this.carryOut(wish)))) moved = true;
      } catch (error) {
        this.logger.warn(
          `${wish.arrival.eventType} ${wish.arrival.eventId} is run again later: ${wordsOf(error as Error)}`,
        );
      }
    }
    return moved;
  }

  private async wishes(): Promise<Wish[]> {
    const { em, reactions } = this.options;
    const pool = await em.getConnection().getNativeClient();
    const { rows: open } = await pool.query<{ consumer: string; open: number }>({ name: 'parking-open', text: OPEN });
    for (const consumer of reactions.keys()) {
      metrics.deadLetters.labels(consumer).set(open.find((row) => row.consumer === consumer)?.open ?? 0);
    }
    if (open.length === 0) return [];
    const { rows } = await pool.query<WishRow>({
      name: 'parking-wishes',
      text: WISHES,
      values: [[...reactions.keys()]],
    });
    return rows.map(wishOf);
  }

  /** False when another replica is at it. Throws when the trouble is not the event's: then it is run again later. */
  private async carryOut(wish: Wish): Promise<boolean> {
    const work = await Work.open(this.options.em, surroundingsOf(this.options.service, wish.arrival));
    let open = true;
    try {
      if (!(await this.lock(work, wish))) return false;
      const failure = wish.skips ? await this.settle(work, wish) : await this.runAgain(work, wish);
      open = false;
      work.release();
      this.report(wish, failure);
      return true;
    } finally {
      if (open) await work.rollback();
    }
  }

  /** Begins the transaction, takes the aggregate's progress, without waiting, and the event as it was read; whether it has both. */
  private async lock(work: Work, { id, version, consumer, arrival }: Wish): Promise<boolean> {
    const [aggregateType, aggregateId] = [work.literal(arrival.aggregateType), work.literal(arrival.aggregateId)];
    const [, progress, rows] = await work.batch(
      `begin; select 1 from inbox_progress where consumer = ${work.literal(consumer)} and aggregate_type = ${aggregateType}
         and aggregate_id = ${aggregateId} for update skip locked;
       select app_now() as at, nextval('form_number') as serial from dead_letter where id = ${work.literal(id)} and version = ${version} for update;
       savepoint retry`,
    );
    if (!progress?.[0] || !rows?.[0]) return false;
    const { at, serial } = rows[0] as { at: Date | string; serial: number | string };
    work.at = new Date(at);
    work.serial = Number(serial);
    return true;
  }

  /** Runs the event and settles it, or leaves it parked; what went wrong, or nothing. */
  private async runAgain(work: Work, wish: Wish): Promise<string | undefined> {
    const { em, reactions } = this.options;
    const { consumer, arrival } = wish;
    const inbox = this.inboxes.get(consumer)!;
    if ((await inbox.begunAgain(em, arrival.eventId)) >= STARTS_WITHOUT_END) {
      return this.parkAgain(work, wish, 'It was begun again three times and never ended');
    }
    try {
      await reactions.get(consumer)!.run(work, arrival);
      return await this.settle(work, wish);
    } catch (error) {
      if (!isInfrastructure(error) && !(error instanceof OptimisticLockError)) {
        return this.parkAgain(work, wish, wordsOf(error as Error));
      }
      await inbox.ended(em, arrival.eventId).catch(() => undefined);
      throw error;
    }
  }

  /** Writes events, log and outcome, and commits. Deferred checks speak up before, while there is a way back. */
  private async settle(work: Work, { id }: Wish): Promise<undefined> {
    const events = work.json(work.outbox());
    const changes = work.json(work.changeLog());
    const actor = work.literal(work.surroundings.actor.id);
    await work.batch(
      `set constraints all immediate; select bus_settle(${events}, ${changes}, null, null, null, null, null);
       select bus_unpark(${work.literal(id)}, ${actor}); commit`,
    );
  }

  private async parkAgain(work: Work, { id }: Wish, failure: string): Promise<string> {
    const actor = work.literal(work.surroundings.actor.id);
    work.forget();
    await work.batch(
      `rollback to savepoint retry; select bus_park_again(${work.literal(id)}, ${work.literal(failure)}, ${actor}); commit`,
    );
    return failure;
  }

  private report({ skips, by, skipReason, arrival }: Wish, failure: string | undefined): void {
    const what = `${arrival.eventType} ${arrival.eventId} of ${arrival.aggregateType} ${arrival.aggregateId}`;
    if (skips) this.logger.warn(`${what} is skipped, confirmed by ${by}: ${skipReason}`);
    else if (failure === undefined) this.logger.log(`${what} was run again for ${by}`);
    else this.logger.error(`${what} was run again for ${by} and failed; it stays parked: ${failure}`);
  }
}

function wishOf(row: WishRow): Wish {
  const { actor = '', correlationId = '', causationId = '', traceparent = '', occurredAt } = row.headers;
  return {
    id: row.id,
    version: row.version,
    skips: row.state === 'SKIPPING',
    by: row.requested_by,
    skipReason: row.skip_reason,
    consumer: row.consumer,
    arrival: {
      eventId: row.event_id,
      eventType: row.event_type,
      aggregateType: row.aggregate_type,
      aggregateId: row.aggregate_id,
      sequence: Number(row.aggregate_seq),
      occurredAt: new Date(occurredAt ?? row.parked_at),
      payload: row.payload,
      headers: { actor, correlationId, causationId, traceparent },
    },
  };
}
