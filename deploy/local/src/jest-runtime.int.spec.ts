import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkoutRoot } from './runner/layout.js';

const root = checkoutRoot();
const config = `
import base from '../../jest.config.mjs';
const { globalSetup, globalTeardown, reporters, ...rest } = base;
export default { ...rest, rootDir: import.meta.dirname, testMatch: ['<rootDir>/*.spec.ts'] };
`;
const fixture = `
import { afterAll, expect, test } from '@jest/globals';
const nobodyHears = async (): Promise<void> => {
  void Promise.reject(new Error('nobody hears this'));
  await new Promise((later) => setTimeout(later, 20));
};
test('is innocent', () => expect(process.env['LEFT_BEHIND']).toBeUndefined());
test('leaves a rejection', nobodyHears);
test('throws where nobody catches', async () => {
  setTimeout(() => { throw new Error('nobody catches this'); }, 5);
  await new Promise((later) => setTimeout(later, 20));
});
test('takes too long', () => new Promise(() => undefined), 50);
afterAll(() => { process.env['LEFT_BEHIND'] = 'yes'; });
`;

describe('Spec files that share the modules of a worker', () => {
  let output: string;
  beforeAll(async () => {
    mkdirSync(path.join(root, '.cache'), { recursive: true });
    const scratch = mkdtempSync(path.join(root, '.cache/jest-runtime-'));
    try {
      writeFileSync(path.join(scratch, 'jest.config.mjs'), config);
      for (const name of ['one', 'two', 'three']) writeFileSync(path.join(scratch, `${name}.spec.ts`), fixture);
      writeFileSync(path.join(scratch, 'broken.spec.ts'), `throw new Error('cannot be loaded');`);
      writeFileSync(path.join(scratch, 'empty.spec.ts'), 'export {};');
      const jest = [path.join(root, 'node_modules/jest/bin/jest.js'), '--runInBand'];
      output = await promisify(execFile)(process.execPath, jest, { cwd: scratch }).then(
        ({ stderr }) => stderr,
        ({ stderr }: { stderr: string }) => stderr,
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 60_000);

  test('fail each for its own errors, also those that nobody hears, and hear of none of the others', () => {
    expect(output).toContain('Test Suites: 5 failed, 5 total');
    expect(output).toContain('Tests:       9 failed, 3 passed, 12 total');
  });
});
