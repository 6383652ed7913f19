import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { dropDatabase, sharedPostgres } from '@linli/testing/servers';
import { databaseName, ensureDatabases, serviceDatabaseUrl } from './databases.js';

const passwords = { 'runner-club': 'first password', 'runner-sales': 'second password' };

afterAll(async () => {
  const server = await sharedPostgres();
  for (const service of Object.keys(passwords)) await dropDatabase(server, databaseName(service));
  await query(server, 'DROP ROLE IF EXISTS runner_club, runner_sales');
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each service has a database of its own, which no other service may enter', async () => {
  const server = await sharedPostgres();
  expect(await ensureDatabases(server, passwords)).toEqual(['runner_club', 'runner_sales']);
  expect(await ensureDatabases(server, passwords)).toEqual([]);

  const own = serviceDatabaseUrl(server, 'runner-club', passwords['runner-club']);
  await query(own, 'CREATE TABLE greeting (text text); CREATE EXTENSION btree_gist');
  expect(await query(own, 'SELECT current_user AS me')).toEqual([{ me: 'runner_club' }]);

  const stranger = new URL(own);
  stranger.pathname = '/runner_sales';
  await expect(query(stranger.toString(), 'SELECT 1')).rejects.toThrow('permission denied for database');
});

test('a password that was made anew is in force after the next start', async () => {
  const server = await sharedPostgres();
  await ensureDatabases(server, { ...passwords, 'runner-club': 'another password' });
  const own = serviceDatabaseUrl(server, 'runner-club', 'another password');
  expect(await query(own, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
