import { createServer, type AddressInfo, type Socket } from 'node:net';
import { testEnvironment } from './environment.js';

/** Where the workers of a test run ask for servers. The run's own process owns them and outlives every worker. */
export interface Door {
  port: number;
  /** Stops the servers that were asked for. */
  close(): Promise<void>;
}

export type Wanted = { want: 'postgres' } | { want: 'nats'; worker: number };
export type Answer = { url: string } | { error: string };

/** One JSON line in, one JSON line out; on 127.0.0.1, and for this run only: the caller must name the secret first. */
export async function openDoor(secret: string): Promise<Door> {
  const environment = testEnvironment();
  await environment.prepare();
  const answer = async (line: string): Promise<Answer> => {
    const asked = JSON.parse(line) as Wanted & { secret: string };
    if (asked.secret !== secret) return { error: 'this door belongs to another test run' };
    const url = await (asked.want === 'postgres' ? environment.postgres() : environment.nats(asked.worker));
    return { url };
  };
  const server = createServer((caller) => {
    caller.on('error', () => caller.destroy());
    void oneLine(caller)
      .then(answer)
      .catch((error: unknown): Answer => ({ error: error instanceof Error ? error.message : String(error) }))
      .then((reply) => caller.end(`${JSON.stringify(reply)}\n`));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      await environment.close();
    },
  };
}

/** Reads a socket up to the first line end. */
export async function oneLine(socket: Socket): Promise<string> {
  let heard = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (heard.includes('\n')) break;
  }
  return heard;
}
