import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface HealthOptions {
  /** 0 lets the system choose; the result says which. */
  readonly port: number;
  readonly host: string;
  /** By name: what must work before requests are sent here. A check that throws or takes longer than 2 s is missing. */
  readonly checks?: Readonly<Record<string, () => Promise<void> | void>>;
  /** What is known to be missing without asking anybody, such as `relay`. */
  readonly missing?: () => readonly string[];
  /** false: the process cannot recover by itself and must be started anew. */
  readonly live?: () => boolean;
  readonly registry: Registry;
  /** Milliseconds that one check may take; 2,000 unless told. */
  readonly checkLimitMs?: number;
}

export interface Health {
  readonly port: number;
  /** From now on `/health/ready` answers 503 and names the reason, such as `starting` or `stopping`. */
  notReady(reason: string): void;
  /** Takes `notReady` back: the checks decide. */
  ready(): void;
  close(): Promise<void>;
}

/** Answers `/health/live`, `/health/ready` and `/metrics`, and nothing else. Rejects when the port is taken. */
export async function serveHealth(options: HealthOptions): Promise<Health> {
  const { checks = {}, missing = () => [], live = () => true, registry, checkLimitMs = 2_000 } = options;
  let reason: string | undefined;
  let running: Promise<readonly string[]> | undefined;

  // Probes that come while the checks run share the answer: a slow database is not asked more often for being slow.
  const failed = () => (running ??= failing(checks, checkLimitMs).finally(() => (running = undefined)));
  const allMissing = async () => (reason ? [reason] : [...missing(), ...(await failed())]);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    switch (request.method === 'GET' || request.method === 'HEAD' ? request.url?.split('?')[0] : undefined) {
      case '/health/live':
        return live() ? json(response, 200, { status: 'live' }) : json(response, 503, { status: 'dead' });
      case '/health/ready': {
        const names = await allMissing();
        if (names.length === 0) return json(response, 200, { status: 'ready' });
        return json(response, 503, { status: 'not ready', missing: names });
      }
      case '/metrics': {
        const body = await registry.metrics();
        return response.writeHead(200, { 'content-type': registry.contentType }).end(body);
      }
      default:
        return json(response, 404, { status: 'not found' });
    }
  };

  const server = createServer(
    { keepAliveTimeout: 15_000, requestTimeout: 10_000, maxHeaderSize: 8_192 },
    (request, response) => {
      answer(request, response).catch(() => json(response, 500, { status: 'error' }));
    },
  );
  await listen(server, options.port, options.host);
  return {
    port: (server.address() as AddressInfo).port,
    notReady(because) {
      reason = because;
    },
    ready() {
      reason = undefined;
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

async function failing(checks: NonNullable<HealthOptions['checks']>, limitMs: number): Promise<string[]> {
  const names = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await passes(check, limitMs)) ? [] : [name])),
  );
  return names.flat();
}

async function passes(check: () => Promise<void> | void, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const done = async () => {
    await check();
    return true;
  };
  try {
    return await Promise.race([done(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} for health and metrics is taken by another program; set HEALTH_PORT to a free one.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, host, () => resolve());
  });
}
