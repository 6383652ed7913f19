import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { connectBus } from '@linli/bus';
import { freePort, startNats } from '@linli/testing/servers';
import { provision } from './provision.js';
import type { Topology } from './topology.js';

const MIB = 1_024 ** 2;

interface Values {
  readonly config: {
    readonly jetstream: {
      readonly memoryStore?: { readonly enabled?: boolean; readonly maxSize?: string };
      readonly merge: Readonly<Record<string, string>>;
    };
    readonly monitor: { readonly port: number };
    readonly merge: Readonly<Record<string, string>>;
  };
  readonly container: { readonly env: Readonly<Record<string, unknown>> };
}

/** As the chart prints a value: what stands in `<< >>` goes without quotes. */
const printed = (value: string) => /^<< (.*) >>$/.exec(value)?.[1] ?? JSON.stringify(value);

/** The server's configuration as version 1 of the chart writes it from our values, but for the cluster and the folders of its pod. */
function confOf({ config }: Values, monitorPort: number): string {
  const { memoryStore, merge } = config.jetstream;
  // Memory is off unless it is asked for: then the server takes no stream that is kept in it.
  const memory = memoryStore?.enabled
    ? memoryStore.maxSize && `max_memory_store: ${memoryStore.maxSize}`
    : 'max_memory_store: 0';
  const { $include: included = '', ...others } = config.merge;
  return [
    'server_name: nats-0',
    `http_port: ${monitorPort}`,
    'jetstream {',
    memory ?? '',
    ...Object.entries(merge).map(([key, value]) => `${key}: ${printed(value)}`),
    '}',
    ...Object.entries(others).map(([key, value]) => `${key}: ${printed(value)}`),
    `include ${included};`,
    '',
  ].join('\n');
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-chart-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a broker as the chart configures it lets its users in, keeps all streams and buckets, and has on disk what it acknowledged', async () => {
  const values = parse(await readFile('deploy/nats/values.yaml', 'utf8')) as Values;
  const topology = JSON.parse(await readFile('deploy/nats/topology.json', 'utf8')) as Topology;
  const monitorPort = await freePort();
  const storeDir = join(folder, 'data');
  await mkdir(join(folder, 'users'));
  await copyFile('deploy/nats/users.conf', join(folder, 'users', 'users.conf'));
  const configFile = join(folder, 'nats.conf');
  await writeFile(configFile, confOf(values, monitorPort));
  const passwords = Object.keys(values.container.env).filter((name) => name.startsWith('NATS_'));
  const environment = Object.fromEntries(passwords.map((name) => [name, 'of-this-spec']));
  const server = await startNats({ storeDir, configFile, environment });
  try {
    const login = server.url.replace('//', '//provision:of-this-spec@');
    const { nc } = await connectBus({ servers: login, name: 'provision' });
    expect(nc.info?.max_payload).toBe(MIB);
    const done = await provision(nc, topology, { replicas: 1, maxBytes: 8 * MIB, filesMaxBytes: 32 * MIB });
    expect(done).toContain('the bucket of counters was made');
    await nc.close();
    const about = (await (await fetch(`http://127.0.0.1:${monitorPort}/varz`)).json()) as {
      jetstream: { config: { sync_always?: boolean } };
    };
    expect(about.jetstream.config.sync_always).toBe(true);
  } finally {
    await server.stop();
  }
});
