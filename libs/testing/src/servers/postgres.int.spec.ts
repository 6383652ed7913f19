import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, databaseUrl, dropDatabase } from './database.js';
import { startPostgres, type PostgresServer } from './postgres.js';
import { isAlive } from './processes.js';

let folder: string;
let server: PostgresServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-postgres-'));
  await chmod(folder, 0o711);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const start = () => startPostgres({ dataDir: join(folder, 'data'), durable: true });

test('what was committed survives a kill -9 of PostgreSQL and the start after it', async () => {
  server = await start();
  await ask(server.url, 'CREATE TABLE note (text text); ');
  await ask(server.url, "INSERT INTO note VALUES ('邻里')");
  await server.kill9();
  expect(isAlive(server.pid)).toBe(false);

  server = await start();
  expect(await ask(server.url, 'SELECT text FROM note')).toEqual([{ text: '邻里' }]);
});

test('a server that a killed starter left behind is stopped before the next one starts in its folder', async () => {
  const left = server ?? (await start());
  server = await start();
  expect(isAlive(left.pid)).toBe(false);
  expect(await ask(server.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
});

test('the superuser has a password of its own, readable for its owner alone', async () => {
  server ??= await start();
  expect((await stat(join(folder, 'data', 'superuser.password'))).mode & 0o777).toBe(0o600);
  const withoutIt = new URL(server.url);
  withoutIt.password = 'postgres';
  await expect(ask(withoutIt.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('a database made from a template holds what the template holds, and can be dropped while in use', async () => {
  server ??= await start();
  const template = await createDatabase(server.url, 'template-of-spec');
  await ask(template, "CREATE TABLE unit (name text); INSERT INTO unit VALUES ('3-1-1201')");
  const url = await createDatabase(server.url, 'copy', 'template-of-spec');
  expect(url).toBe(databaseUrl(server.url, 'copy'));

  const guest = new pg.Client({ connectionString: url });
  guest.on('error', () => undefined);
  await guest.connect();
  expect((await guest.query('SELECT name FROM unit')).rows).toEqual([{ name: '3-1-1201' }]);
  await dropDatabase(server.url, 'copy');
  await dropDatabase(server.url, 'copy');
  expect(await ask(server.url, "SELECT 1 FROM pg_database WHERE datname = 'copy'")).toEqual([]);
});
