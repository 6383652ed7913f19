import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  Consumer as PullConsumer,
  ConsumerMessages,
  JetStreamClient,
  JetStreamManager,
  JsMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Ask } from './ask.js';
import { Company } from './company.js';
import { isInfrastructure, wordsOf } from './failures.js';
import { Gaps } from './gaps.js';
import type { Gate } from './gate.js';
import { Inbox, STARTS_WITHOUT_END, type Arrival } from './inbox.js';
import { metrics } from './metrics.js';
import { inReaction, NotUnderstood, surroundingsOf, type Reactions } from './reactions.js';
import { wishToRepublish } from './republish.js';
import { Seeding } from './seeding.js';
import { durableOf, ensureConsumer, ensureStream, streamOf, type StreamSettings } from './streams.js';
import { isMutant, killPoint, trialHaste } from './trial.js';
import type { Turns } from './turns.js';
import { Work } from './work.js';

export interface ConsumerOptions {
  readonly service: string;
  readonly producer: string;
  readonly em: EntityManager;
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly ask: Ask;
  readonly settings: StreamSettings;
  readonly reactions: Reactions;
  /** One for all consumers of the process. */
  readonly suspects: Turns;
  /** One for all consumers of the process. */
  readonly lots: Gate;
  /** All waits are divided by this: 1 in production, 20 in the rig. */
  readonly haste?: number;
}

const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000];
const PULL = 64;
const GAP_PATIENCE_MS = 180_000;

/** Takes one producer's events and runs the reactions: each event once, in order per aggregate. */
export class Consumer {
  private readonly logger: Logger;
  private readonly lines = new Map<string, Promise<void>>();
  private readonly gaps: Gaps;
  private readonly running = new Set<Promise<void>>();
  private readonly inbox: Inbox;
  private readonly company: Company;
  private readonly seeding: Seeding;
  private readonly haste: number;
  private messages?: ConsumerMessages;
  private stopped = false;
  private loop?: Promise<void>;
  /** Whether the last pull worked. */
  ready = false;

  constructor(private readonly options: ConsumerOptions) {
    const { service, producer } = options;
    this.logger = new Logger(durableOf(service, producer));
    this.haste = options.haste ?? trialHaste;
    this.inbox = new Inbox(durableOf(service, producer));
    const { em, reactions, lots } = options;
    this.company = new Company({ service, consumer: durableOf(service, producer), em, reactions, lots });
    this.seeding = new Seeding(options);
    this.gaps = new Gaps(GAP_PATIENCE_MS / this.haste);
  }

  start(): void {
    this.loop = this.run();
  }

  /** Stops pulling and waits for what runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.messages?.stop();
    await this.loop;
    await Promise.all(this.running);
    this.gaps.closeAll();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const consumer = await this.attach();
        // A stream or consumer that the broker lost ends the pull; it is made again in the next round.
        this.messages = await consumer.consume({
          max_messages: PULL,
          expires: 5_000,
          abort_on_missing_resource: true,
        });
        if (this.stopped) this.messages.stop();
        this.ready = true;
        for await (const msg of this.messages) {
          if (this.stopped) msg.nak(0);
          else this.enqueue(msg);
          while (this.running.size >= PULL) await Promise.race(this.running);
        }
      } catch (error) {
        this.logger.warn(`Waiting for events: ${(error as Error).message}`);
      }
      this.ready = false;
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  private async attach(): Promise<PullConsumer> {
    const { service, producer, js, jsm, settings } = this.options;
    await ensureStream(jsm, producer, settings);
    await this.seeding.ensure();
    await ensureConsumer(jsm, service, producer, settings);
    return js.consumers.get(streamOf(producer), durableOf(service, producer));
  }

  /** Events of one aggregate stand in one line; different aggregates run side by side. */
  private enqueue(msg: JsMsg): void {
    const [, , aggregate, , id] = msg.subject.split('.');
    const line = `${aggregate}/${id}`;
    const before = this.lines.get(line) ?? Promise.resolve();
    const mine = before.then(() => this.receive(msg));
    this.lines.set(line, mine);
    this.running.add(mine);
    void mine.finally(() => {
      this.running.delete(mine);
      if (this.lines.get(line) === mine) this.lines.delete(line);
    });
  }

  /** Never rejects: the line behind it goes on. */
  private async receive(msg: JsMsg): Promise<void> {
    const arrival = this.arrivalOf(msg);
    if (!arrival || !this.options.reactions.concern(arrival.aggregateType)) {
      msg.ack();
      return;
    }
    const alive = setInterval(() => msg.working(), 1_500);
    try {
      // What comes again may have taken a process with it: such run alone, so that the innocent beside it are not counted.
      if (msg.info.deliveryCount > 1) await this.options.suspects.take(() => this.handleAgain(msg, arrival));
      else if (await this.inCompany(arrival)) msg.ack();
      else await this.handle(msg, arrival);
    } catch (error) {
      await this.failed(msg, arrival, error as Error);
    } finally {
      clearInterval(alive);
    }
  }

  /** Whether it was handled together with others. */
  private async inCompany(arrival: Arrival): Promise<boolean> {
    if (!(await this.company.join(arrival))) return false;
    this.gaps.close(placeOf(arrival));
    metrics.lag.labels(this.options.producer).set(lagOf(arrival));
    return true;
  }

  private arrivalOf(msg: JsMsg): Arrival | undefined {
    const headers = headersOf(msg);
    const header = (name: string) => headers?.get(name) ?? '';
    const type = msg.subject.split('.').slice(0, 4).join('.');
    const sequence = Number(header('ce-sequence'));
    if (!UUID.test(header('ce-id')) || !Number.isSafeInteger(sequence) || sequence < 1) {
      this.logger.error(`An event without its place in the order was passed over: ${msg.subject}`);
      return undefined;
    }
    return {
      eventId: header('ce-id'),
      eventType: type,
      aggregateType: type.split('.')[2] ?? '',
      aggregateId: header('ce-subject'),
      sequence,
      occurredAt: new Date(header('ce-time')),
      payload: safeJson(msg.string()),
      headers: {
        actor: header('x-actor'),
        correlationId: header('x-correlation-id'),
        causationId: header('x-causation-id'),
        traceparent: header('traceparent'),
      },
    };
  }

  private async handleAgain(msg: JsMsg, arrival: Arrival): Promise<void> {
    const { em } = this.options;
    const begun = await this.inbox.begun(em, arrival);
    if (begun >= STARTS_WITHOUT_END) {
      await this.park(arrival, 'It was begun four times and never ended');
      await ack(msg);
      return;
    }
    try {
      await this.handle(msg, arrival);
    } catch (error) {
      if (begun > 0 && isInfrastructure(error)) await this.inbox.ended(em, arrival.eventId).catch(() => undefined);
      throw error;
    }
  }

  /** As a span under the one in which the event happened. */
  private handle(msg: JsMsg, arrival: Arrival): Promise<void> {
    return inReaction(arrival, () => this.take(msg, arrival));
  }

  private async take(msg: JsMsg, arrival: Arrival): Promise<void> {
    const { service, em, producer, reactions } = this.options;
    const work = await Work.open(em, surroundingsOf(service, arrival));
    let open = true;
    killPoint('consumer.received');
    try {
      const found = await this.inbox.next(work, arrival);
      const decision = isMutant('no-sequence-check') ? 'next' : found;
      if (decision === 'gap') {
        this.gap(msg, arrival);
        return;
      }
      this.gaps.close(placeOf(arrival));
      // The one before it is being tried again: nothing is missing.
      if (decision === 'waiting') {
        this.later(msg);
        return;
      }
      if (decision === 'seen' || decision === 'fork') {
        metrics.duplicates.inc();
        if (decision === 'fork')
          this.logger.error(
            `Two events claim place ${arrival.sequence} of ${arrival.aggregateType} ${arrival.aggregateId}`,
          );
      } else if (decision === 'blocked') {
        await this.inbox.parkBehind(work, arrival);
        open = false;
        work.release();
      } else {
        if (isMutant('ack-before-commit')) await ack(msg);
        await reactions.run(work, arrival);
        killPoint('consumer.before-commit');
        await this.inbox.advance(work, arrival);
        open = false;
        work.release();
        killPoint('consumer.after-commit');
        metrics.lag.labels(producer).set(lagOf(arrival));
      }
    } finally {
      if (open) await work.rollback();
    }
    await ack(msg);
    killPoint('consumer.after-ack');
  }

  private gap(msg: JsMsg, arrival: Arrival): void {
    if (this.gaps.isTooOld(placeOf(arrival))) {
      const { producer, nc, service } = this.options;
      const wanted = {
        aggregateType: arrival.aggregateType,
        aggregateId: arrival.aggregateId,
        before: arrival.sequence,
      };
      nc.publish(...wishToRepublish(producer, wanted));
      this.logger.error(
        `${service} misses events of ${arrival.aggregateType} ${arrival.aggregateId} before ${arrival.sequence}; ${producer} is asked for them`,
      );
    }
    this.later(msg);
  }

  /** It comes again when the one before it may have been handled. */
  private later(msg: JsMsg): void {
    msg.nak(Math.min(30_000, 200 * 2 ** Math.min(msg.info.deliveryCount - 1, 8)) / this.haste);
  }

  private async failed(msg: JsMsg, arrival: Arrival, error: Error): Promise<void> {
    if (isInfrastructure(error)) {
      this.logger.warn(`${arrival.eventType} is tried again: ${error.message.split('\n')[0]}`);
      msg.nak(Math.min(30_000, 1_000 * 2 ** Math.min(msg.info.deliveryCount - 1, 5)) / this.haste);
      return;
    }
    try {
      const failures =
        error instanceof NotUnderstood ? RETRY_MS.length + 1 : await this.inbox.failed(this.options.em, arrival, error);
      if (failures > RETRY_MS.length) {
        await this.park(arrival, wordsOf(error));
        await ack(msg);
        return;
      }
      this.logger.error({
        msg: `${arrival.eventType} failed (${failures}) and is tried again`,
        err: error,
        eventId: arrival.eventId,
      });
      msg.nak(RETRY_MS[failures - 1]! / this.haste);
    } catch (trouble) {
      this.logger.warn(`${arrival.eventType} could not be counted: ${(trouble as Error).message.split('\n')[0]}`);
      msg.nak(1_000 / this.haste);
    }
  }

  private async park(arrival: Arrival, reason: string): Promise<void> {
    if (!(await this.inbox.park(this.options.em, arrival, reason))) return;
    this.logger.error(
      `${arrival.eventType} ${arrival.eventId} is parked; ${arrival.aggregateType} ${arrival.aggregateId} waits for an operator: ${reason}`,
    );
  }
}

// A lost answer to an ack only means a repeat, and repeats are absorbed.
const ack = async (msg: JsMsg): Promise<void> => {
  await msg.ackAck({ timeout: 2_000 }).catch(() => false);
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const lagOf = ({ occurredAt }: Arrival) => Math.max(0, (Date.now() - occurredAt.getTime()) / 1000);

const placeOf = ({ aggregateType, aggregateId }: Arrival) => `${aggregateType}/${aggregateId}`;

// Headers that no client of ours writes cannot be read.
const headersOf = (msg: JsMsg) => {
  try {
    return msg.headers;
  } catch {
    return undefined;
  }
};

const safeJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
