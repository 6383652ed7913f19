import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from '@jest/globals';
import { brokenPromises, drill } from './drill/drill.js';
import { checkoutRoot } from './runner/layout.js';
import { servicesOf } from './runner/services.js';

beforeAll(() => {
  const build = ['deploy/local/build.mjs', '--changed', 'issuer', 'gateway', ...servicesOf(checkoutRoot())];
  execFileSync(process.execPath, build, { cwd: checkoutRoot(), env: { ...process.env, NODE_OPTIONS: '' } });
}, 120_000);

test('a department whose database is destroyed loses what was not archived, and nothing else is lost, doubled or out of order', async () => {
  const outcome = await drill('the archived log');
  expect(outcome.faults).toEqual([]);
  expect(brokenPromises(outcome)).toEqual([]);
  expect(outcome.afterBackup).toBeGreaterThan(outcome.notArchived);
  expect(outcome.lost).toBe(outcome.notArchived);
  expect(outcome.takenBack).toBeGreaterThan(0);
}, 90_000);
