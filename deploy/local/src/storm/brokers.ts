import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNatsServer, startNats } from '@linli/testing/servers';
import type { Supervisor } from '../runner/supervisor.js';

export interface Brokers {
  readonly names: readonly string[];
  /** Addresses of all, separated by commas. */
  readonly url: string;
  /** Each forgets what is on its disk before it starts again. */
  wipeAtNextStart(): void;
}

interface Wanted {
  readonly count: number;
  readonly folder: string;
  readonly next: () => Promise<number>;
  readonly supervisor: Supervisor;
  /** Whether an event is on the disk before it is acknowledged. */
  readonly flushed: boolean;
}

/** One broker, or several that make a cluster; clients learn of no way to them but the one that they are given. */
export async function startBrokers({ count, folder, next, supervisor, flushed }: Wanted): Promise<Brokers> {
  const program = await findNatsServer(() => undefined);
  const names = Array.from({ length: count }, (_, n) => `nats-${n + 1}`);
  const [routes, ports] = [await many(count, next), await many(count, next)];
  const wiping = new Set<string>();
  const start = async (name: string, n: number) => {
    const [storeDir, configFile] = [join(folder, name), join(folder, `${name}.conf`)];
    const others = routes.map((port) => `nats://127.0.0.1:${port}`).join(', ');
    const cluster = `server_name: ${name}\ncluster { name: storm, listen: "127.0.0.1:${routes[n]}", no_advertise: true, routes: [${others}] }\n`;
    await writeFile(
      configFile,
      `${count === 1 ? '' : cluster}jetstream { sync_interval: ${flushed ? 'always' : '2m'} }\n`,
    );
    await supervisor.add({
      name,
      start: async () => {
        if (wiping.delete(name)) await rm(storeDir, { recursive: true, force: true });
        return startNats({ storeDir, port: ports[n]!, configFile }, program);
      },
    });
  };
  await Promise.all(names.map(start));
  return {
    names,
    url: ports.map((port) => `nats://127.0.0.1:${port}`).join(','),
    wipeAtNextStart() {
      for (const name of names) wiping.add(name);
    },
  };
}

async function many(count: number, next: () => Promise<number>): Promise<number[]> {
  const ports: number[] = [];
  for (let n = 0; n < count; n++) ports.push(await next());
  return ports;
}
