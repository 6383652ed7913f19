import { setTimeout as pause } from 'node:timers/promises';

export interface Awaited {
  name: string;
  url: string;
}

/** Waits until every address answers 200. `hopeless` gives a reason to stop waiting for one; `ready` hears of each. */
export async function untilReady(
  awaited: Awaited[],
  options: { withinMs: number; hopeless: (name: string) => string | undefined; ready?: (name: string) => void },
): Promise<void> {
  const until = Date.now() + options.withinMs;
  await Promise.all(
    awaited.map(async ({ name, url }) => {
      while (!(await answers(url))) {
        const reason = options.hopeless(name);
        if (reason !== undefined) throw new Error(reason);
        if (Date.now() > until) throw new Error(`${name} is not ready after ${options.withinMs / 1000} s (${url})`);
        await pause(50);
      }
      options.ready?.(name);
    }),
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
