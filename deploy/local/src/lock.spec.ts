import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

interface Lock {
  packages: Record<string, { resolved?: string }>;
}

const program: string = '../lock.mjs';
const lock = JSON.parse(readFileSync(join(process.cwd(), 'package-lock.json'), 'utf8')) as Lock;

describe('The lock file', () => {
  test('holds the packages of every platform, or npm ci refuses it: npm run lock completes it', async () => {
    const { missing } = (await import(program)) as { missing(of: Lock): { name: string }[] };
    expect(missing(lock).map(({ name }) => name)).toEqual([]);
  });

  test('names no host, so that it installs from any registry', () => {
    const hosts = Object.values(lock.packages).flatMap(({ resolved }) =>
      resolved?.startsWith('http') ? [resolved] : [],
    );
    expect(hosts).toEqual([]);
  });
});
