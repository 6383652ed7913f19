import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Ask } from './ask.js';
import { Together } from './together.js';

/** A connection to the bus: it reconnects for ever; `closed` resolves when it is gone for good. */
export interface BusConnection {
  readonly nc: NatsConnection;
  readonly ask: Ask;
  readonly closed: Promise<void | Error>;
  /** Collects what is written in one turn of the event loop. */
  readonly together: Together;
  drain(): Promise<void>;
}

/** Connects to NATS. `name` is the service; `secret` signs its questions to other services. */
export async function connectBus(options: { servers: string; name: string; secret?: string }): Promise<BusConnection> {
  const nc = await connect({
    ...whereAndWho(options.servers),
    name: options.name,
    inboxPrefix: `_INBOX_${options.name}`,
    noAsyncTraces: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    waitOnFirstConnect: true,
    pingInterval: 10_000,
    maxPingOut: 2,
  });
  const together = new Together();
  return {
    nc,
    ask: new Ask(nc, options.name, options.secret, together),
    closed: nc.closed(),
    together,
    drain: () => nc.drain(),
  };
}

/** User and password stand in the first address, as in every NATS_URL; the client wants them apart. */
function whereAndWho(servers: string): { servers: string[]; user?: string; pass?: string } {
  const [first = '', ...others] = servers.split(',');
  if (!servers.includes('@')) return { servers: [first, ...others] };
  const { username, password } = new URL(first);
  return {
    servers: [first, ...others].map((address) => address.replace(/\/\/[^/@]*@/, '//')),
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
  };
}
