/** One after the other: who takes a turn waits until all before him are done, or have taken too long. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Nobody holds the others up for more than `patienceMs`. */
  constructor(private readonly patienceMs = 30_000) {}

  /** Runs the work when it is its turn; its error is the caller's and does not stop those behind. */
  take<R>(work: () => Promise<R>): Promise<R> {
    const mine = this.last.then(work);
    this.last = this.last.then(() => this.patient(mine));
    return mine;
  }

  private async patient(work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, this.patienceMs)));
    await Promise.race([work.catch(() => undefined), tooLong]);
    clearTimeout(timer);
  }
}
