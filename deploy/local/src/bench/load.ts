import autocannon from 'autocannon';
import { randomUUID } from 'node:crypto';
import { cpuSeconds } from './cpu.js';

export interface Shot {
  /** What is called and by whom it is answered. */
  readonly what: string;
  readonly who: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body?: () => object;
  readonly token?: string;
  /** Processes whose CPU time counts, with their children. */
  readonly pids: Readonly<Record<string, number>>;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU microseconds per request, summed over all processes. */
  readonly cpu: number;
  readonly failed: number;
  /** The same, process by process. */
  readonly split: Readonly<Record<string, number>>;
}

const CONNECTIONS = 32;

/** Fires at one address for so many seconds and measures rate, delay and CPU time per request. */
export async function fire(shot: Shot, seconds: number): Promise<Measured> {
  const clocks = () => Object.entries(shot.pids).map(([name, pid]) => [name, cpuSeconds([pid])] as const);
  const before = new Map(clocks());
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(shot.token ? { authorization: `Bearer ${shot.token}` } : {}),
  };
  const result = await autocannon({
    url: shot.url,
    method: shot.method,
    connections: CONNECTIONS,
    duration: seconds,
    headers,
    ...(shot.body
      ? {
          requests: [
            {
              setupRequest: (request) => ({
                ...request,
                headers: { ...headers, 'idempotency-key': randomUUID() },
                body: JSON.stringify(shot.body?.()),
              }),
            },
          ],
        }
      : {}),
  });
  const good = Math.max(1, result['2xx']);
  const split = Object.fromEntries(
    clocks().map(([name, now]) => [name, ((now - (before.get(name) ?? 0)) / good) * 1_000_000]),
  );
  return {
    perSecond: good / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: Object.values(split).reduce((sum, each) => sum + each, 0),
    failed: result.non2xx + result.errors,
    split,
  };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
