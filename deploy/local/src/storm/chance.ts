/** Chance with a seed: the same seed makes the same choices, as far as what happens meanwhile allows. */
export class Chance {
  constructor(private state: number) {}

  /** A number from 0 up to 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }

  below(many: number): number {
    return Math.floor(this.next() * many);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  of<T>(things: readonly T[]): T {
    const one = things[this.below(things.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }
}
