import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Ask, inWork, now } from '@linli/bus';
import { GetCustomerContact, GetRatingLink } from '@linli/contracts';
import { PublicAddress } from '@linli/host';
import { Refusal } from '@linli/kernel';
import { CancelledSubscription } from '../care-message/cancelled-subscription.js';
import { CareMessage } from '../care-message/care-message.js';
import { carriesRatingLink, RATING_OVER } from '../care-message/rating-messages.js';
import { SUBSCRIPTION_CANCELLED } from '../care-message/stop-for-cancelled-subscription.js';
import { MessageSender, SendingFailed } from './message-sender.js';

/** How often the worker looks, how long a message stays taken, how long the provider may take, how long to wait for who is away. */
@Injectable()
export class SendingPace {
  readonly pollMs: number = 1_000;
  readonly leaseMs: number = 60_000;
  readonly providerMs: number = 20_000;
  readonly awayMs: number = 3_000;
}

type Taken = Pick<CareMessage, 'id' | 'attempts' | 'partyId' | 'subjectId' | 'kind' | 'text'>;

/** Why a message was not sent; `away`: it was not tried at all, because info-sharing or the bus could not be reached. */
interface Failure {
  readonly reason: string;
  readonly away: boolean;
  /** Nothing is left to say: it is not tried again. */
  readonly over?: boolean;
}

const errand = { service: 'client-club', action: 'send-care-message' };

/**
 * Sends what waits: takes a message in one transaction, asks for the phone and sends outside any, notes the result in another. After a
 * crash in between the message is sent again under the same key. Any number of replicas at once.
 */
@Injectable()
export class CareMessageWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('care-message');
  private stopped = false;
  private wake: () => void = () => undefined;
  private loop?: Promise<void>;

  constructor(
    private readonly em: EntityManager,
    private readonly ask: Ask,
    private readonly sender: MessageSender,
    private readonly pace: SendingPace,
    private readonly address: PublicAddress,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (await this.sendNext()) continue;
      } catch (error) {
        this.logger.warn(`The sender waits: ${(error as Error).message.split('\n')[0]}`);
      }
      if (!this.stopped) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.pace.pollMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Whether there was one. */
  private async sendNext(): Promise<boolean> {
    const taken = await inWork(this.em, errand, () => this.take());
    if (!taken) return false;
    if (taken === 'suppressed') return true;
    const failure = await this.send(taken);
    await inWork(this.em, errand, () => this.note(taken, failure));
    return true;
  }

  private async take(): Promise<Taken | 'suppressed' | undefined> {
    const [row] = await this.em.execute<{ id: string }[]>(
      `select id from care_message where state in ('WAITING', 'SENDING') and next_attempt_at <= ? order by next_attempt_at limit 1 for update skip locked`,
      [now().toISOString()],
    );
    if (!row) return undefined;
    const message = await this.em.findOneOrFail(CareMessage, row.id);
    if (
      message.state === 'WAITING' &&
      message.subscriptionId &&
      (await this.em.findOne(CancelledSubscription, message.subscriptionId))
    ) {
      message.suppress(SUBSCRIPTION_CANCELLED, 'client-club');
      return 'suppressed';
    }
    message.beginSending(now(), this.pace.leaseMs);
    const { id, attempts, partyId, subjectId, kind, text } = message;
    return { id, attempts, partyId, subjectId, kind, text };
  }

  private async send({ id, partyId, subjectId, kind, text }: Taken): Promise<Failure | undefined> {
    try {
      const words = carriesRatingLink(kind) ? await this.withLink(text, subjectId) : text;
      const { phone } = await this.ask.ask(GetCustomerContact, { partyId, purpose: `care-message ${kind}` });
      if (!phone) return { reason: 'customer.no-phone', away: false };
      await this.sender.send(
        { idempotencyKey: id, phone, text: words, kind },
        AbortSignal.timeout(this.pace.providerMs),
      );
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      this.logger.warn(`${kind} ${id} was not sent: ${failure.reason}`);
      return failure;
    }
  }

  /** The words with the customer's own link, which complaints tells as long as there is something to rate. */
  private async withLink(text: string, ratingId: string): Promise<string> {
    const { link } = await this.ask.ask(GetRatingLink, { ratingId }).catch((error: unknown) => {
      const isOver = error instanceof Refusal && (error.kind === 'conflict' || error.kind === 'rule');
      throw isOver ? new NothingToRate() : error;
    });
    const address = this.address.of('rate', link);
    if (address === undefined) throw new SendingFailed('links.no-public-address');
    return text.replace('{link}', address);
  }

  private async note({ id, attempts }: Taken, failure: Failure | undefined): Promise<void> {
    const message = await this.em.findOneOrFail(CareMessage, id);
    if (message.state !== 'SENDING' || message.attempts !== attempts) return; // the lease ended and another sender has taken it
    if (!failure) message.markSent(now());
    else if (failure.over) message.dropAtSending(failure.reason, 'client-club');
    else if (failure.away) message.putOff(failure.reason, now(), this.pace.awayMs);
    else message.fail(failure.reason, now());
  }
}

class NothingToRate extends Error {}

/** A code or a sentence of our own; an unknown error may hold the phone in its text, so only its name is kept. */
function failureOf(error: unknown): Failure {
  if (error instanceof NothingToRate) return { reason: RATING_OVER, away: false, over: true };
  if (error instanceof Refusal) return { reason: error.code, away: error.retryable };
  if (error instanceof SendingFailed) return { reason: error.message.slice(0, 200), away: false };
  return { reason: error instanceof Error ? error.name : 'unknown', away: false };
}
