/** One after the other: who takes a turn waits until all before him are done. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs the work when it is its turn; its error is the caller's and does not stop those behind. */
  take<R>(work: () => Promise<R>): Promise<R> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
