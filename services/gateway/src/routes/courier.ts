import { setTimeout as pause } from 'node:timers/promises';
import { type Ask, type Answer, type AskOptions } from '@linli/bus';
import { subjectOf, type ReplyOf, type RequestClass } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { Partners } from './partners.js';

const DEADLINE_MS = 5_000;
const RETRIES = 2;
const JITTER_MS = { from: 50, to: 400 };
/** An attempt with less time left than this would only add load. */
const WORTHWHILE_MS = 100;
/** Whoever has not answered after so long, while others of his service do, is asked once more: another replica answers. */
const LOST_AFTER_MS = 1_500;

/** Ten calls pay for one retry; a full purse holds ten. What a killed replica took with it has a purse of its own. */
class Budget {
  private purse: number;

  constructor(private readonly full = 10) {
    this.purse = full;
  }

  earn(): void {
    this.purse = Math.min(this.full, this.purse + 0.1);
  }

  spend(): boolean {
    if (this.purse < 1) return false;
    this.purse -= 1;
    return true;
  }
}

const decoder = new TextDecoder();

/**
 * Carries a request to its service within 5 seconds over all attempts. The only layer that repeats: reads, commands with a
 * key, and what was never sent; at most twice, and never more than one call in ten. What seems to be lost with a replica is
 * asked of another one while the first answer may still come.
 */
export class Courier {
  private readonly budget = new Budget();
  /** A replica takes at most 64 running and 128 waiting requests with it. */
  private readonly lost = new Budget(192);
  private readonly partners = new Partners();

  constructor(private readonly ask: Ask) {}

  /** The answer with its body as bytes; throws the Refusal of the service, `unavailable` or `deadline`. */
  async send(request: RequestClass, message: object, options: AskOptions = {}): Promise<Answer> {
    const deadline = performance.now() + (options.timeoutMs ?? DEADLINE_MS);
    this.budget.earn();
    this.lost.earn();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.patiently(request, message, options, deadline);
      } catch (error) {
        if (attempt === RETRIES || !mayRepeat(error, request, options)) throw error;
        const wait = JITTER_MS.from + Math.random() * (JITTER_MS.to - JITTER_MS.from);
        if (performance.now() + wait + WORTHWHILE_MS > deadline || !this.budget.spend()) throw error;
        await pause(wait);
      }
    }
  }

  /** Like `send`, with the reply parsed: for pages that are composed of several answers. */
  async read<C extends RequestClass>(request: C, message: object, options?: AskOptions): Promise<ReplyOf<C>> {
    const { body } = await this.send(request, message, options);
    return JSON.parse(decoder.decode(body)) as ReplyOf<C>;
  }

  /** Asks, and once more when the first seems to be lost; the first answer that is one counts. */
  private patiently(request: RequestClass, message: object, options: AskOptions, deadline: number): Promise<Answer> {
    const { service } = subjectOf(request);
    const ask = () =>
      this.ask.send(request, message, {
        ...options,
        timeoutMs: Math.max(1, Math.floor(deadline - performance.now())),
      });
    const talk = this.partners.begin(service);
    const first = ask();
    if (!isHarmlessTwice(request, options) || deadline - performance.now() < LOST_AFTER_MS + WORTHWHILE_MS)
      return first.finally(() => this.partners.answered(talk));
    return new Promise((resolve, reject) => {
      let again: Promise<Answer> | undefined;
      const timer = setTimeout(() => {
        if (!this.partners.seemsLost(talk) || !this.lost.spend()) return;
        again = ask();
        // What it says of itself counts when it is an answer; otherwise the first one is waited for.
        again.then(resolve, (error: Error) => {
          if (!isNoAnswer(error)) reject(error);
        });
      }, LOST_AFTER_MS);
      first
        .then(resolve, (error: Error) => {
          if (!again || !isNoAnswer(error)) reject(error);
          else again.then(resolve, reject);
        })
        .finally(() => {
          clearTimeout(timer);
          this.partners.answered(talk);
        });
    });
  }
}

/** Nobody has said yes or no; its twin may still be at work. */
const isNoAnswer = (error: unknown): boolean => error instanceof Refusal && error.retryable;

const isHarmlessTwice = (request: RequestClass, { key }: AskOptions): boolean =>
  key !== undefined || subjectOf(request).kind === 'qry';

function mayRepeat(error: unknown, request: RequestClass, options: AskOptions): boolean {
  if (!(error instanceof Refusal) || (error.kind !== 'unavailable' && error.kind !== 'overloaded')) return false;
  return error.details?.['sent'] === false || isHarmlessTwice(request, options);
}
