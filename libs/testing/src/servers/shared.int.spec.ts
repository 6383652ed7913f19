import { expect, test } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { randomBytes } from 'node:crypto';
import { connect as dial } from 'node:net';
import pg from 'pg';
import { createDatabase, dropDatabase } from './database.js';
import { oneLine } from './door.js';
import { sharedPostgres, workerNats } from './shared.js';

test('every spec of the run gets the same PostgreSQL, and a database of its own on it', async () => {
  const [first, second] = await Promise.all([sharedPostgres(), sharedPostgres()]);
  expect(second).toBe(first);
  const name = `spec_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: await createDatabase(first, name) });
  await client.connect();
  expect((await client.query('SELECT current_database()')).rows).toEqual([{ current_database: name }]);
  await client.end();
  await dropDatabase(first, name);
});

test('every Jest worker has a nats-server with JetStream of its own', async () => {
  const connection = await connect({ servers: await workerNats() });
  const { streams } = await jetstreamManager(connection);
  const name = `SPEC_${randomBytes(4).toString('hex')}`;
  await streams.add({ name, subjects: [`spec.${name}`] });
  expect((await streams.info(name)).state.messages).toBe(0);
  await streams.delete(name);
  await connection.close();
  expect(await workerNats()).toBe(await workerNats());
});

test('another process on the machine cannot use the door of this run', async () => {
  const port = Number(process.env['LINLI_TEST_SERVERS']?.split(':')[0]);
  const socket = dial({ port, host: '127.0.0.1' });
  socket.write('{"want":"postgres","secret":"guessed"}\n');
  expect(JSON.parse(await oneLine(socket))).toEqual({ error: 'this door belongs to another test run' });
  socket.destroy();
});
