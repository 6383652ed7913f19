import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { checkoutRoot } from './runner/layout.js';
import { killPoints } from './storm/kill-points.js';
import { storm } from './storm/storm.js';

const services = ['complaints', 'info-sharing'];
const nothing = { lost: [], doubled: [], outOfOrder: [], stuck: [], forks: [], missing: [] };

/** The short form of `npm run chaos`; whoever finds a seed that fails says it here. */
const SEED = Number(process.env['STORM_SEED'] ?? 20_261_130);

describe('The storm', () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  beforeAll(() => {
    const build = (...words: string[]) =>
      execFileSync(process.execPath, ['deploy/local/build.mjs', '--changed', ...words], {
        cwd: checkoutRoot(),
        env: { ...process.env, NODE_OPTIONS: '' },
      });
    build('issuer');
    build('--trials', 'gateway', ...services);
  }, 120_000);

  test('processes, networks, PostgreSQL and the disks of the broker fail while people work: nothing is lost, doubled, out of order or stuck', async () => {
    const { verdict, refused } = await storm({
      ...{ seed: SEED, services, replicas: 2, nodes: 1, events: 150, kills: 14, wipe: true },
      ...{ longestMs: 2_000, settleMs: 60_000, say },
    });
    expect({ verdict, refused, said: said.filter((line) => line.includes('did not start')) }).toEqual({
      ...{ verdict: nothing, refused: [], said: [] },
    });
  }, 240_000);

  test('a process that ends at any step between command and acknowledgement leaves nothing undone and nothing done twice', async () => {
    const { verdict, refused, faults } = await killPoints({
      ...{ seed: SEED, times: 1, withinMs: 90_000, settleMs: 60_000, say },
    });
    expect({ verdict, refused, deaths: faults.length }).toEqual({ verdict: nothing, refused: [], deaths: 11 });
  }, 240_000);
});
