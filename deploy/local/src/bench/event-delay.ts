import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from './fill.js';

/**
 * Registers complaints at a steady rate and compares, event by event, when the complaint was written with when info-sharing had
 * handled the news of its party: milliseconds from before the commit there to the end of the effect here.
 */
export async function eventDelay(options: {
  readonly post: (key: string) => Promise<void>;
  readonly producer: string;
  readonly consumer: string;
  readonly perSecond: number;
  readonly seconds: number;
}): Promise<{ p50: number; p99: number; events: number }> {
  const since = new Date().toISOString();
  const running: Promise<void>[] = [];
  for (let sent = 0; sent < options.perSecond * options.seconds; sent++) {
    running.push(options.post(randomUUID()));
    await pause(1_000 / options.perSecond);
  }
  await Promise.all(running);
  await pause(1_000);
  const raised = (await run(options.producer, [
    `select event_id::text as id, extract(epoch from occurred_at)::float8 as at from outbox where aggregate_type = 'party' and occurred_at > '${since}'`,
  ])) as { id: string; at: number }[];
  const handled = (await run(options.consumer, [
    `select last_event_id::text as id, extract(epoch from updated_at)::float8 as at from inbox_progress where consumer = 'info-sharing--from--complaints' and updated_at > '${since}'`,
  ])) as { id: string; at: number }[];
  const done = new Map(handled.map(({ id, at }) => [id, at]));
  const delays = raised
    .flatMap(({ id, at }) => (done.has(id) ? [(done.get(id)! - at) * 1_000] : []))
    .sort((a, b) => a - b);
  const at = (part: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), events: delays.length };
}
