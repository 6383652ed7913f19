import { randomUUID } from 'node:crypto';
import { Refused, Unanswered, type Seen } from '@linli/testing/desk';

/** A command that somebody sends: with patience under the same key until it is answered, or just once. */
export type Errand = (key: string, patienceMs?: number) => Promise<Seen>;

interface Sent {
  readonly key: string;
  readonly errand: Errand;
  /** What it made, by the first answer. */
  first?: string;
  /** What it made, by the answer to its repetition. */
  again?: string;
}

/** Many commands at the same moment, in the midst of which something is killed. */
export class Barrage {
  private readonly sent: readonly Sent[];
  private answers: Promise<unknown> = Promise.resolve();

  constructor(errands: readonly Errand[]) {
    this.sent = errands.map((errand) => ({ key: randomUUID(), errand }));
  }

  get keys(): string[] {
    return this.sent.map(({ key }) => key);
  }

  /** How many commands have no answer to their first sending. */
  get unanswered(): number {
    return this.sent.filter(({ first }) => first === undefined).length;
  }

  /** What was made, by the repeated commands, each once. */
  get made(): Set<string | undefined> {
    return new Set(this.sent.map(({ again }) => again));
  }

  /** Commands of which the first answer and the later one tell different things. */
  get contradictions(): Sent[] {
    return this.sent.filter(({ first, again }) => first !== undefined && again !== undefined && first !== again);
  }

  /** Sends all at once, strikes when so many are answered, and waits for the blow only: for the others see `answered`. */
  async fire(answered: number, strike: () => void | Promise<void>): Promise<void> {
    await new Promise<void>((struck, failed) => {
      let count = 0;
      const sending = this.sent.map(async (each) => {
        const { id } = await each.errand(each.key, 0);
        each.first = id;
        count += 1;
        if (count !== answered) return;
        await Promise.resolve(strike()).then(struck, failed);
      });
      this.answers = Promise.all(sending.map((answer) => answer.catch(unlessPassing)));
      this.answers.then(() => failed(new Error(`only ${count} of ${answered} commands were answered`)), failed);
    });
  }

  /** Waits until each first sending was answered or given up. Rejects when one was refused for good. */
  async answered(): Promise<void> {
    await this.answers;
  }

  /** Sends all again, each under its key, until each is answered. */
  async repeat(): Promise<void> {
    await Promise.all(this.sent.map(async (each) => (each.again = (await each.errand(each.key)).id)));
  }
}

/** The connection broke, or the gateway says that the same request may succeed later. */
function unlessPassing(error: unknown): void {
  const isPassing = error instanceof Refused ? error.problem.retryable === true : error instanceof Unanswered;
  if (!isPassing) throw error;
}
