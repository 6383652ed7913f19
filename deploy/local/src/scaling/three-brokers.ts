import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNats, type NatsServer } from '@linli/testing/servers';

/** Three nats-servers on loopback that make one cluster; every acknowledged event is on the disk of two of them. */
export async function threeBrokers(
  folder: string,
  next: () => Promise<number>,
): Promise<{ url: string; nodes: NatsServer[] }> {
  const ports = [await next(), await next(), await next()];
  const routes = ports.map((port) => `nats://127.0.0.1:${port}`).join(', ');
  const nodes = await Promise.all(
    ports.map(async (port, at) => {
      const configFile = join(folder, `nats-${at + 1}.conf`);
      await writeFile(
        configFile,
        `server_name: n${at + 1}\ncluster { name: linli, listen: "127.0.0.1:${port}", routes: [${routes}] }\njetstream { sync_interval: always }\n`,
      );
      return startNats({ storeDir: join(folder, `nats-${at + 1}`), port: await next(), configFile });
    }),
  );
  return { url: nodes.map(({ url }) => url).join(','), nodes };
}
