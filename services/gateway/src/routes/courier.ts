import { setTimeout as pause } from 'node:timers/promises';
import { type Ask, type Answer, type AskOptions } from '@linli/bus';
import { subjectOf, type ReplyOf, type RequestClass } from '@linli/contracts';
import { Refusal } from '@linli/kernel';

const DEADLINE_MS = 5_000;
const RETRIES = 2;
const JITTER_MS = { from: 50, to: 400 };
/** An attempt with less time left than this would only add load. */
const WORTHWHILE_MS = 100;

/** Ten calls pay for one retry; a full purse holds ten. */
class Budget {
  private purse = 10;

  earn(): void {
    this.purse = Math.min(10, this.purse + 0.1);
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
 * key, and what was never sent; at most twice, and never more than one call in ten.
 */
export class Courier {
  private readonly budget = new Budget();

  constructor(private readonly ask: Ask) {}

  /** The answer with its body as bytes; throws the Refusal of the service, `unavailable` or `deadline`. */
  async send(request: RequestClass, message: object, options: AskOptions = {}): Promise<Answer> {
    const deadline = performance.now() + (options.timeoutMs ?? DEADLINE_MS);
    this.budget.earn();
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.ask.send(request, message, {
          ...options,
          timeoutMs: Math.max(1, Math.floor(deadline - performance.now())),
        });
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
}

function mayRepeat(error: unknown, request: RequestClass, { key }: AskOptions): boolean {
  if (!(error instanceof Refusal) || (error.kind !== 'unavailable' && error.kind !== 'overloaded')) return false;
  return error.details?.['sent'] === false || key !== undefined || subjectOf(request).kind === 'qry';
}
