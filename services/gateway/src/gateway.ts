import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Files, SharedCounters, type BusConnection, type Tokens } from '@linli/bus';
import type { RequestClass } from '@linli/contracts';
import { nestLogger, type Logger } from '@linli/host';
import { GatewayModule } from './gateway.module.js';
import { Readiness } from './health/readiness.js';
import { httpAdapter } from './http/adapter.js';
import { Doors } from './http/doors.js';
import { observe } from './http/observed.js';
import { Changes } from './news/changes.js';
import { Limits, type MostPerMinute } from './limits/limits.js';

const LAST_REQUESTS_MS = 15_000;

export interface GatewayOptions {
  readonly requests: readonly RequestClass[];
  readonly connection: BusConnection;
  readonly tokens: Tokens;
  readonly port: number;
  readonly host: string;
  readonly devIssuer?: string;
  readonly corsOrigins?: readonly string[];
  readonly logger?: Logger;
  /** Proxies whose word on the caller's address is taken; none unless told. */
  readonly trustedProxies?: readonly string[];
  /** Without a limit unless told. */
  readonly mostPerMinute?: MostPerMinute;
  /** Copies of the counters' bucket where the gateway makes it; `provisioned`: a step of its own makes it. */
  readonly counters?: { readonly replicas?: number; readonly provisioned?: boolean };
}

/** A gateway that runs. */
export interface Gateway {
  readonly url: string;
  /** `/health/ready` answers 503 from now on. */
  notReady(reason: string): void;
  /** Takes no new connections and waits for the requests that run, at most 15 s. */
  close(): Promise<void>;
}

/** Starts the gateway on a bus connection; whoever calls closes that connection afterwards. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { connection, requests, tokens, devIssuer, corsOrigins, logger } = options;
  const doors = new Doors();
  const readiness = new Readiness(connection);
  const adapter = await httpAdapter(doors, options.trustedProxies);
  observe(adapter.getInstance(), logger);
  const changes = new Changes(connection.nc, requests);
  const { mostPerMinute = { requests: 0, lookups: 0, visits: 0 }, counters = {} } = options;
  const limits = new Limits(new SharedCounters(connection.nc, counters), mostPerMinute);
  const parts = {
    requests,
    ask: connection.ask,
    tokens,
    files: new Files(connection.nc),
    readiness,
    doors,
    changes,
    limits,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of(devIssuer === undefined ? parts : { ...parts, devIssuer }),
    adapter,
    { logger: logger ? nestLogger(logger) : false, bodyParser: false, abortOnError: false },
  );
  if (corsOrigins)
    app.enableCors({
      origin: [...corsOrigins],
      exposedHeaders: ['ETag', 'Location', 'Idempotent-Replayed', 'Retry-After'],
    });
  changes.start();
  await app.listen(options.port, options.host);
  let closed: Promise<void> | undefined;
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    notReady: (reason) => readiness.notReady(reason),
    close: () => {
      changes.stop();
      return (closed ??= close(app));
    },
  };
}

async function close(app: NestFastifyApplication): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const late = new AbortController();
  // A connection whose request is answered while the server closes would else stay open for the next one.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([app.close(), pause(LAST_REQUESTS_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  clearInterval(sweep);
  late.abort();
  server.closeAllConnections();
}
