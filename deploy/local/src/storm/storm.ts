import { setTimeout as pause } from 'node:timers/promises';
import type { KillPoint } from '@linli/bus';
import { Chance } from './chance.js';
import { Driver } from './driver.js';
import { Faults } from './faults.js';
import { watch } from './observer.js';
import { Site, type SiteOptions } from './site.js';
import { judge, settle, type Verdict } from './verdict.js';

export interface StormOptions extends SiteOptions {
  readonly seed: number;
  /** At least so many commands are answered, */
  readonly events: number;
  /** and so many things happen meanwhile. */
  readonly kills: number;
  /** Among them, once: all brokers lose their disks. */
  readonly wipe: boolean;
  /** Nothing lasts longer than this. */
  readonly longestMs: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly verdict: Verdict;
  readonly answered: number;
  readonly faults: readonly string[];
  readonly refused: readonly string[];
}

const everywhere: readonly KillPoint[] = [
  ...(['relay.before-publish', 'relay.after-publish', 'relay.after-mark'] as const),
  ...(['consumer.received', 'consumer.before-commit', 'consumer.after-commit'] as const),
];
const asked: readonly KillPoint[] = ['command.before-commit', 'command.after-commit'];
/** A process that starts during the storm ends by its own hand at one of these: where chance alone would seldom hit. */
const pointsOf = (name: string): readonly KillPoint[] =>
  /^(complaints|sales-office)-/.test(name) ? [...asked, ...everywhere] : everywhere;
/** Passed so often before the process ends, at most. */
const PASSES = 8;
const LANES = 12;
const AT_ONCE = 2;

/** Lets people work while things break, heals everything, waits until all is heard, and lays the books side by side. */
export async function storm(options: StormOptions): Promise<Outcome> {
  const chance = new Chance(options.seed);
  const ends = new Chance(options.seed + 2);
  let armed = false;
  // Every other time: one event that is in hand at four deaths in a row is rightly taken for one that kills.
  const doomed = new Set<string>();
  const failAt = (name: string) => {
    if (!armed || name === 'gateway' || doomed.delete(name)) return undefined;
    doomed.add(name);
    return `${ends.of(pointsOf(name))}:${1 + ends.below(PASSES)}`;
  };
  const site = await Site.open({ ...options, failAt });
  try {
    await watch(site);
    const driver = new Driver(site, new Chance(options.seed + 1));
    await driver.prepare();
    driver.begin(LANES);
    armed = true;
    await pause(1_000);
    const faults = new Faults(site, chance, options.longestMs, options.say);
    const wipeAt = options.wipe ? Math.floor(options.kills / 2) : -1;
    let struck = 0;
    const lane = async () => {
      while (struck < options.kills) {
        if (struck++ === wipeAt) faults.wipe();
        else await faults.strike();
        await pause(chance.between(100, 900));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    armed = false;
    site.heal();
    await site.streams.empty();
    while (driver.answered < options.events) await pause(100);
    await driver.end();
    await site.ready();
    await settle(site, options.settleMs);
    return { verdict: await judge(site), answered: driver.answered, faults: faults.done, refused: driver.refused };
  } finally {
    await site.close();
    for (const line of site.said) options.say(line);
  }
}
