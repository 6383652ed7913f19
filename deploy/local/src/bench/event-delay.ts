import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from './fill.js';

/** When the row was committed, in seconds; the server runs with `track_commit_timestamp`. */
const COMMITTED = 'extract(epoch from pg_xact_commit_timestamp(s.xmin))::float8';

/**
 * Registers complaints at a steady rate and compares, event by event, when the complaint was committed with when info-sharing had
 * committed what it made of the news of its party: milliseconds, by PostgreSQL's own record of commits.
 */
export async function eventDelay(options: {
  readonly post: (key: string) => Promise<void>;
  readonly producer: string;
  readonly consumer: string;
  readonly perSecond: number;
  /** Before what is measured: the first events of a process run cold. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
}): Promise<{ p50: number; p99: number; events: number }> {
  await register(options, options.warmUpSeconds);
  const since = new Date().toISOString();
  await register(options, options.seconds);
  await pause(1_000);
  const raised = (await run(options.producer, [
    `select s.aggregate_id as id, ${COMMITTED} as at from outbox_seq s join outbox o using (aggregate_type, aggregate_id)
     where aggregate_type = 'party' and s.last_seq = 1 and o.occurred_at > '${since}'`,
  ])) as { id: string; at: number }[];
  const handled = (await run(options.consumer, [
    `select s.aggregate_id as id, ${COMMITTED} as at from inbox_progress s
     where s.consumer = 'info-sharing--from--complaints' and s.aggregate_type = 'party' and s.last_seq = 1 and s.updated_at > '${since}'`,
  ])) as { id: string; at: number }[];
  const done = new Map(handled.map(({ id, at }) => [id, at]));
  // What has not been handled by now is late, not left out.
  const delays = raised.map(({ id, at }) => ((done.get(id) ?? Infinity) - at) * 1_000).sort((a, b) => a - b);
  const at = (part: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), events: delays.length };
}

async function register(
  { post, perSecond }: { readonly post: (key: string) => Promise<void>; readonly perSecond: number },
  seconds: number,
): Promise<void> {
  const running: Promise<void>[] = [];
  for (let sent = 0; sent < perSecond * seconds; sent++) {
    running.push(post(randomUUID()));
    await pause(1_000 / perSecond);
  }
  await Promise.all(running);
}
