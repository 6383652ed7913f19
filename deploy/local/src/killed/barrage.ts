import { randomUUID } from 'node:crypto';
import { Refused, Unanswered, type Seen } from '@linli/testing/desk';

/** A command that somebody sends: with patience under the same key until it is answered, or just once. */
export type Errand = (key: string, patienceMs?: number) => Promise<Seen>;

interface Sent {
  readonly key: string;
  readonly errand: Errand;
  /** What it made, once it was answered. */
  id?: string;
}

/** Many commands at the same moment, in the midst of which something is killed. */
export class Barrage {
  private readonly sent: readonly Sent[];

  constructor(errands: readonly Errand[]) {
    this.sent = errands.map((errand) => ({ key: randomUUID(), errand }));
  }

  get keys(): string[] {
    return this.sent.map(({ key }) => key);
  }

  /** What was made, as far as it was told. */
  get told(): string[] {
    return this.sent.flatMap(({ id }) => (id === undefined ? [] : [id]));
  }

  /** How many commands got no answer. */
  get unanswered(): number {
    return this.sent.length - this.told.length;
  }

  /** Sends all at once and strikes when so many are answered. Rejects when one is refused for good. */
  async fire(answered: number, strike: () => void): Promise<void> {
    await Promise.all(
      this.sent.map(async (each) => {
        try {
          each.id = (await each.errand(each.key, 0)).id;
        } catch (error) {
          if (!isPassing(error)) throw error;
          return;
        }
        if (this.told.length === answered) strike();
      }),
    );
  }

  /** Sends all again, each under its key, until each is answered: what they say that they made, in order. */
  async repeat(): Promise<string[]> {
    const seen = await Promise.all(this.sent.map(({ key, errand }) => errand(key)));
    return seen.map(({ id }) => id);
  }

  /** What the repeated commands must say: where an answer was lost, whatever they say is right. */
  toldAgain(repeated: readonly string[]): string[] {
    return this.sent.map(({ id }, at) => id ?? repeated[at] ?? '');
  }
}

/** The connection broke, or the gateway says that the same request may succeed later. */
const isPassing = (error: unknown): boolean =>
  error instanceof Refused ? error.problem.retryable === true : error instanceof Unanswered;
