import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
/** Five seconds in the cluster (`preStop`); here nobody has to be told of it over a network. */
const LEAVES_WITHIN_MS = 500;

export interface Balancer {
  readonly url: string;
  /** Does the work while nothing is sent to this gateway, as a cluster does: it takes a pod from its list before it stops it. */
  without(gateway: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Gateway {
  readonly url: string;
  ready: boolean;
}

/**
 * Stands before several gateways as the cluster's entrance does: gives each request to one that says it is ready, in turn, and sends what
 * reached none of them (no connection, or one that was closed while the request was on its way) to the next, as entrances do by default.
 */
export async function balance(urls: readonly string[], port: number): Promise<Balancer> {
  const leaving = new Set<string>();
  const gateways: Gateway[] = urls.map((url) => ({ url, ready: false }));
  const agent = new Agent({ keepAlive: true, maxSockets: 1_024 });
  let turn = 0;
  const look = async () => {
    await Promise.all(
      gateways.map(async (gateway) => {
        const within = { signal: AbortSignal.timeout(1_000) };
        const answer = await fetch(`${gateway.url}/health/ready`, within).catch(() => undefined);
        gateway.ready = (answer?.ok ?? false) && !leaving.has(gateway.url);
        await answer?.body?.cancel();
      }),
    );
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, tries: number) => {
    const ready = gateways.filter((gateway) => gateway.ready);
    const chosen = (ready.length > 0 ? ready : gateways)[turn++ % (ready.length || gateways.length)]!;
    const { host: _host, connection: _connection, ...headers } = incoming.headers;
    const sent = request(`${chosen.url}${incoming.url}`, { agent, method: incoming.method!, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing).on('error', () => outgoing.destroy());
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const reachedNobody = error.code === 'ECONNREFUSED' || (error.code === 'ECONNRESET' && sent.reusedSocket);
      if (reachedNobody && !outgoing.headersSent && tries > 1) return pass(incoming, outgoing, body, tries - 1);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    sent.end(body);
  };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => pass(incoming, outgoing, Buffer.concat(chunks), 3));
  });
  // Who sends keeps his connections: none is closed in the moment in which he uses it again.
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async without(url, work) {
      leaving.add(url);
      await pause(LEAVES_WITHIN_MS);
      await work().finally(() => leaving.delete(url));
    },
    async close() {
      clearInterval(looking);
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
