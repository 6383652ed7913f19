import { join } from 'node:path';
import { containers } from './containers.js';
import { startNats, type NatsServer } from './nats.js';
import { startPostgres, type PostgresServer } from './postgres.js';
import { clearRunFolder, makeRunFolder } from './run-folder.js';

/** The servers of one test run. Each is started when it is first asked for. */
export interface TestEnvironment {
  /** What may take long and can be done before the first spec. Quick where nothing is missing. */
  prepare(): Promise<void>;
  /** The superuser's URL of the one PostgreSQL of this run. Not durable: it is gone with the run. */
  postgres(): Promise<string>;
  /** The URL of the nats-server of this Jest worker (1, 2, …). */
  nats(worker: number): Promise<string>;
  /** Stops everything and removes its data. */
  close(): Promise<void>;
}

/**
 * In this order: TEST_POSTGRES_URL and TEST_NATS_URL (one per worker, parted by commas); containers where a Docker
 * engine answers and has the images within 60 s; the programs of this machine. `tell` hears why containers are not used.
 */
export function testEnvironment(tell: (line: string) => void = warn): TestEnvironment {
  const docker = containers(tell);
  const folder = once(makeRunFolder);
  const started: (PostgresServer | NatsServer)[] = [];

  const postgres = once(async () => {
    const url = process.env['TEST_POSTGRES_URL'] ?? (await docker.postgres());
    if (url !== undefined) return url;
    const server = await startPostgres({ dataDir: join(await folder.get(), 'postgres'), durable: false });
    started.push(server);
    return server.url;
  });

  const broker = async (worker: number) => {
    const url = natsUrls()[worker - 1] ?? (await docker.nats());
    if (url !== undefined) return url;
    const server = await startNats({ storeDir: join(await folder.get(), `nats-${worker}`) });
    started.push(server);
    return server.url;
  };
  const brokers = new Map<number, Once<string>>();

  return {
    async prepare() {
      if (!process.env['TEST_POSTGRES_URL'] || natsUrls().length === 0) await docker.prepare();
    },
    postgres: () => postgres.get(),
    nats(worker) {
      const known = brokers.get(worker) ?? once(() => broker(worker));
      brokers.set(worker, known);
      return known.get();
    },
    async close() {
      await Promise.allSettled([postgres.begun(), ...[...brokers.values()].map((each) => each.begun())]);
      await Promise.all([...started.map((server) => server.stop()), docker.close()]);
      const used = await folder.begun();
      if (used !== undefined) await clearRunFolder(used);
    },
  };
}

/** TEST_NATS_URL as a list: each worker deletes its streams, so no two may share a server. */
function natsUrls(): string[] {
  return (process.env['TEST_NATS_URL'] ?? '').split(',').filter(Boolean);
}

interface Once<T> {
  get(): Promise<T>;
  /** What `get` gives, or undefined when nobody has asked. */
  begun(): Promise<T | undefined>;
}

function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | undefined;
  return {
    get: () => (made ??= make()),
    begun: async () => made,
  };
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}
