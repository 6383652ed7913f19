import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptSource, newerFirst } from './apt-sources.js';
import { findNatsServer } from './find-nats-server.js';

let folder: string;
const before = { ...process.env };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-find-'));
});

afterEach(async () => {
  Object.assign(process.env, before);
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  await rm(folder, { recursive: true, force: true });
});

async function program(path: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

test('NATS_SERVER_BIN comes before PATH, and PATH before the cache folder', async () => {
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  process.env['PATH'] = join(folder, 'bin');
  const cached = await program(join(folder, 'cache', 'linli', 'nats-server'));
  expect(await findNatsServer()).toEqual({ kind: 'binary', path: cached });
  const installed = await program(join(folder, 'bin', 'nats-server'));
  expect(await findNatsServer()).toEqual({ kind: 'binary', path: installed });
  const named = await program(join(folder, 'own', 'nats-server'));
  process.env['NATS_SERVER_BIN'] = named;
  expect(await findNatsServer()).toEqual({ kind: 'binary', path: named });
});

test('a NATS_SERVER_BIN that is no program is named, not passed over', async () => {
  process.env['NATS_SERVER_BIN'] = join(folder, 'nothing-here');
  await expect(findNatsServer()).rejects.toThrow('nothing-here, which is not a program');
});

test('where nothing serves one, the error says what to install', async () => {
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  process.env['PATH'] = join(folder, 'empty');
  process.env['DOCKER_HOST'] = `unix://${join(folder, 'no-engine.sock')}`;
  await expect(findNatsServer()).rejects.toThrow(/Install nats-server 2\.10 or later .* or start Docker/);
});

test('the mirror is taken from the machine, in both forms that apt writes', async () => {
  const release = 'ID=debian\nVERSION_CODENAME=bookworm\n';
  await mkdir(join(folder, 'apt', 'sources.list.d'), { recursive: true });
  await writeFile(join(folder, 'os-release'), release);
  expect(await aptSource(folder)).toBeUndefined();

  const stanza = 'Types: deb\nURIs: http://mirror.test/debian\nSuites: bookworm bookworm-updates\nComponents: main\n';
  await writeFile(join(folder, 'apt', 'sources.list.d', 'debian.sources'), `${stanza}Signed-By: /keys/debian.gpg\n`);
  const expected = { family: 'debian', codename: 'bookworm', component: 'main', mirror: 'http://mirror.test/debian' };
  expect(await aptSource(folder)).toEqual({ ...expected, signedBy: '/keys/debian.gpg' });

  await writeFile(join(folder, 'apt', 'sources.list'), 'deb http://old.test/debian bookworm main contrib\n');
  expect(await aptSource(folder)).toMatchObject({ mirror: 'http://old.test/debian', signedBy: undefined });
});

test('the newer release is tried first, and only there where the machine has an older one', () => {
  const source = { mirror: 'http://mirror.test', component: 'main', signedBy: undefined };
  expect(newerFirst({ ...source, family: 'debian', codename: 'bookworm' })).toEqual(['trixie', 'bookworm']);
  expect(newerFirst({ ...source, family: 'debian', codename: 'trixie' })).toEqual(['trixie']);
  expect(newerFirst({ ...source, family: 'ubuntu', codename: 'jammy' })).toEqual(['noble', 'jammy']);
});
