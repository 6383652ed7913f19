import { setTimeout as pause } from 'node:timers/promises';
import type { KillPoint } from '@linli/bus';
import { Chance } from './chance.js';
import { Driver } from './driver.js';
import { watch } from './observer.js';
import { Site } from './site.js';
import type { Outcome } from './storm.js';
import { judge, settle } from './verdict.js';

/** Who is killed at which points: whoever passes them all the time. */
const points: Readonly<Record<string, readonly KillPoint[]>> = {
  complaints: [
    ...(['command.before-commit', 'command.after-commit', 'relay.before-publish', 'relay.after-publish'] as const),
    ...(['relay.after-mark', 'clock.before-commit', 'clock.after-commit'] as const),
  ],
  'info-sharing': ['consumer.received', 'consumer.before-commit', 'consumer.after-commit', 'consumer.after-ack'],
};
/** Passed so often before the process ends, at most. */
const PASSES = 5;
const LANES = 8;
const CLOCKS_EVERY_MS = 1_000;

export interface KillPointsOptions {
  readonly seed: number;
  /** Deaths at each point. */
  readonly times: number;
  readonly withinMs: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

/** Processes end by their own hand at each step between command and acknowledgement, so many times each, while people work. */
export async function killPoints(options: KillPointsOptions): Promise<Outcome> {
  const chance = new Chance(options.seed);
  const left = Object.fromEntries(
    Object.entries(points).map(([service, names]) => [
      service,
      Array.from({ length: options.times }, () => names).flat(),
    ]),
  );
  const assigned = new Map<string, string>();
  const deaths: string[] = [];
  let armed = false;
  const site = await Site.open({
    ...{ services: Object.keys(points), replicas: 2, nodes: 1 },
    failAt(name) {
      const before = assigned.get(name);
      if (before) deaths.push(before);
      assigned.delete(name);
      const point = armed ? left[name.replace(/-\d$/, '')]?.shift() : undefined;
      if (!point) return undefined;
      assigned.set(name, point);
      return `${point}:${1 + chance.below(PASSES)}`;
    },
  });
  try {
    await watch(site);
    const driver = new Driver(site, new Chance(options.seed + 1));
    await driver.prepare();
    driver.begin(LANES);
    armed = true;
    for (const name of site.replicas) site.kill9(name);
    const until = performance.now() + options.withinMs;
    while (Object.values(left).some((names) => names.length > 0) || assigned.size > 0) {
      if (performance.now() > until) throw new Error(`nobody passes ${[...assigned.values()].join(', ')}`);
      // Duties fall due and are escalated: the clocks have something to do.
      await site
        .rows('complaints', `update app_clock set ahead = ahead + interval '90 minutes'`)
        .catch(() => undefined);
      await pause(CLOCKS_EVERY_MS);
    }
    await driver.end();
    await site.ready();
    await settle(site, options.settleMs);
    return { verdict: await judge(site), answered: driver.answered, faults: deaths, refused: driver.refused };
  } finally {
    await site.close();
    for (const line of site.said) options.say(line);
  }
}
