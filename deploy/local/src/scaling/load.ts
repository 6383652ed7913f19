import { setTimeout as pause } from 'node:timers/promises';

/** So many requests, always so many of them at the same time. */
export async function many(count: number, lanes: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** So many in a second, evenly, each without waiting for those before it. */
export async function steadily(perSecond: number, seconds: number, work: () => Promise<unknown>): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const began = performance.now();
  for (let each = 0; each < perSecond * seconds; each++) {
    const early = began + (each * 1_000) / perSecond - performance.now();
    if (early > 0) await pause(early);
    sent.push(work());
  }
  await Promise.all(sent);
}
