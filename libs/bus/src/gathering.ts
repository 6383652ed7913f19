interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does for many what costs little more than for one: whatever comes in one turn of the event loop, or while an earlier lot is
 * being done, is done together. `lots` of them at the same time.
 */
export class Gathering<T, R> {
  private readonly waiting: Waiting<T, R>[] = [];
  private busy = 0;

  /** `work` gives one result for each item, in their order; its error is everybody's. */
  constructor(
    private readonly work: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly most = 64,
    private readonly lots = 1,
  ) {}

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.busy === this.lots) return;
      this.busy++;
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const lot = this.waiting.splice(0, this.most);
      try {
        const results = await this.work(lot.map(({ item }) => item));
        lot.forEach(({ resolve }, at) => resolve(results[at]!));
      } catch (error) {
        for (const { reject } of lot) reject(error);
      }
    }
    this.busy--;
  }
}
