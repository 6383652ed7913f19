import { setTimeout as pause } from 'node:timers/promises';
import { Ledger } from '../killed/ledger.js';
import { jumps, outOfOrder, takenTwice } from './observer.js';
import type { Site } from './site.js';

/** What is wrong after the storm, each with its list; all empty when nothing is. */
export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly outOfOrder: string[];
  readonly stuck: string[];
  readonly forks: string[];
  /** Answered with success and not there. */
  readonly missing: string[];
}

/** Waits until everything told was heard, but not for ever. */
export async function settle(site: Site, withinMs: number): Promise<void> {
  const ledger = new Ledger(site);
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    if ((await waiting(ledger)).length === 0) return;
    await pause(500);
  }
}

const waiting = async (ledger: Ledger): Promise<string[]> => [
  ...(await ledger.unpublished()),
  ...(await ledger.behind()),
  ...(await ledger.unidentified()),
];

/** The books of all departments, laid side by side with what colleagues were answered. */
export async function judge(site: Site): Promise<Verdict> {
  const ledger = new Ledger(site);
  const carriedOut = new Set(await ledger.keys());
  return {
    lost: await lasting(async () => [...(await ledger.behind()), ...(await ledger.unpublished())]),
    doubled: [
      ...(await takenTwice(site)),
      ...(await ledger.madeTwice()),
      ...(await ledger.reactedTwice()),
      ...(await ledger.commandsNotDoneOnce()),
      ...(await ledger.withoutKey()),
    ],
    outOfOrder: [...(await outOfOrder(site)), ...(await jumps(site))],
    stuck: [...(await ledger.parked()), ...(await ledger.unidentified()), ...(await overdueClocks(site))],
    forks: await forks(site),
    missing: [...site.answered].filter((key) => !carriedOut.has(key)),
  };
}

/** What is found at each of three looks: what only was under way is not lost. */
async function lasting(look: () => Promise<string[]>): Promise<string[]> {
  let found = await look();
  for (let looks = 1; looks < 3 && found.length > 0; looks++) {
    await pause(2_000);
    const again = new Set(await look());
    found = found.filter((each) => again.has(each));
  }
  return found;
}

/** Clocks that are due and do not fire. */
async function overdueClocks(site: Site): Promise<string[]> {
  return everywhere(
    site,
    `select rule || ' of ' || subject_id as what from clock where fired_at is null and cancelled_at is null and settled_at is null and paused_at is null
       and due_at < app_now() - interval '30 s'`,
  );
}

/** Places of a history that two different events claim, by what producer and consumer wrote down. */
async function forks(site: Site): Promise<string[]> {
  const told = new Map<string, string>();
  for (const service of site.services) {
    const rows = await site.rows<{ id: string; place: string }>(
      service,
      `select event_id as id, aggregate_type || ' ' || aggregate_id || ' ' || aggregate_seq as place from outbox`,
    );
    for (const { id, place } of rows) told.set(place, id);
  }
  const found: string[] = [];
  for (const service of site.services) {
    const rows = await site.rows<{ id: string; place: string }>(
      service,
      `select last_event_id as id, aggregate_type || ' ' || aggregate_id || ' ' || last_seq as place from inbox_progress where last_event_id is not null`,
    );
    for (const { id, place } of rows)
      if (told.has(place) && told.get(place) !== id)
        found.push(`${service}: ${place} is ${id} here and ${told.get(place)} there`);
  }
  return found;
}

async function everywhere(site: Site, sql: string): Promise<string[]> {
  const found: string[] = [];
  for (const service of site.services) {
    const rows = await site.rows<{ what: string }>(service, sql);
    found.push(...rows.map(({ what }) => `${service}: ${what}`));
  }
  return found;
}
