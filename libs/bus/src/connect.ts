import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Ask } from './ask.js';

/** A connection to the bus: it reconnects for ever; `closed` resolves when it is gone for good. */
export interface BusConnection {
  readonly nc: NatsConnection;
  readonly ask: Ask;
  readonly closed: Promise<void | Error>;
  drain(): Promise<void>;
}

/** Connects to NATS. `name` is the service; `secret` signs its questions to other services. */
export async function connectBus(options: { servers: string; name: string; secret?: string }): Promise<BusConnection> {
  const nc = await connect({
    servers: options.servers.split(','),
    name: options.name,
    inboxPrefix: `_INBOX_${options.name}`,
    noAsyncTraces: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    waitOnFirstConnect: true,
    pingInterval: 10_000,
    maxPingOut: 2,
  });
  return { nc, ask: new Ask(nc, options.name, options.secret), closed: nc.closed(), drain: () => nc.drain() };
}
