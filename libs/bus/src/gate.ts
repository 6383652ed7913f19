import { Refusal } from '@linli/kernel';

/** Back-pressure: so many run, so many wait, everybody beyond is turned away at once. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private idle: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly queue: number,
  ) {}

  get inFlight(): number {
    return this.running;
  }

  get queued(): number {
    return this.waiting.length;
  }

  /** Runs the work when there is room; Refusal `overloaded` when the queue is full. */
  async pass<R>(work: () => Promise<R>): Promise<R> {
    if (this.running >= this.limit) {
      if (this.waiting.length >= this.queue)
        throw new Refusal('overloaded', 'bus.overloaded', '该部门的系统正忙，请一秒后再试。');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else if (--this.running === 0) for (const done of this.idle.splice(0)) done();
    }
  }

  /** Resolves when nothing runs any more. */
  async drained(): Promise<void> {
    if (this.running > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }
}
