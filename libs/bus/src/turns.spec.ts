import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  const never = new Promise<void>(() => undefined);

  it('are taken one after the other, also after one that failed', async () => {
    const turns = new Turns();
    const done: string[] = [];
    let inside = 0;
    const work = (name: string) => async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      if (name === 'bad') throw new Error('bad');
      done.push(name);
      return name;
    };
    const all = await Promise.allSettled([
      turns.take(work('first')),
      turns.take(work('bad')),
      turns.take(work('last')),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual(['first', 'last']);
  });

  it('do not wait for ever for one that does not end', async () => {
    const turns = new Turns(1);
    void turns.take(() => never);
    expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
  });
});
