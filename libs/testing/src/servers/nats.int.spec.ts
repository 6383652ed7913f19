import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { startNats, type NatsServer } from './nats.js';
import { isAlive } from './processes.js';

let folder: string;
let servers: NatsServer[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-nats-'));
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { monitorPort?: number; configFile?: string } = {}): Promise<NatsServer> {
  const server = await startNats({ storeDir: join(folder, 'store'), ...options });
  servers.push(server);
  return server;
}

test('a message that JetStream has taken is there after a kill -9 of nats-server', async () => {
  const first = await start();
  const before = await connect({ servers: first.url, reconnect: false });
  await (await jetstreamManager(before)).streams.add({ name: 'EVT', subjects: ['evt.>'] });
  await jetstream(before).publish('evt.sales-office.contract.signed', '{}');
  await first.kill9();
  expect(isAlive(first.pid)).toBe(false);

  const after = await connect({ servers: (await start()).url });
  const { state } = await (await jetstreamManager(after)).streams.info('EVT');
  expect(state.messages).toBe(1);
  await after.close();
});

test('a server that a killed starter left behind is stopped before the next one starts in its folder', async () => {
  const left = await start();
  await start();
  expect(isAlive(left.pid)).toBe(false);
});

test('monitoring answers on the port that was given', async () => {
  const monitorPort = await freePort();
  await start({ monitorPort });
  const answer = await fetch(`http://127.0.0.1:${monitorPort}/varz`);
  expect(await answer.json()).toHaveProperty('jetstream.config.max_memory');
});

test('users and permissions come from the configuration file', async () => {
  const configFile = join(folder, 'nats.conf');
  await writeFile(configFile, 'authorization { users = [ { user: club, password: secret } ] }');
  const { url } = await start({ configFile });
  await expect(connect({ servers: url })).rejects.toThrow(/authorization/i);
  const known = await connect({ servers: url, user: 'club', pass: 'secret' });
  await known.close();
});
