import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsFor } from './secrets.js';

let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'linli-secrets-'));
});

afterEach(() => rm(data, { recursive: true, force: true }));

test('secrets are made once and stay, because sealed personal data cannot be read without them', async () => {
  const first = await secretsFor(['complaints'], data);
  expect(await secretsFor(['complaints'], data)).toEqual(first);
});

test('a new service gets a password of its own and changes nobody else', async () => {
  const before = await secretsFor(['complaints'], data);
  const after = await secretsFor(['complaints', 'client-club'], data);
  expect(after).toMatchObject({ partyKeys: before.partyKeys, serviceSecret: before.serviceSecret });
  expect(after.databasePasswords['complaints']).toBe(before.databasePasswords['complaints']);
  expect(after.databasePasswords['client-club']).toMatch(/^[\w-]{24}$/);
});

test('only the owner may read them', async () => {
  await secretsFor(['complaints'], data);
  const file = join(data, 'secrets.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('partyIndexKey');
});
