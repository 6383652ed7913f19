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
  const together = new Together();
  return {
    nc,
    ask: new Ask(nc, options.name, options.secret, together),
    closed: nc.closed(),
    together,
    drain: () => nc.drain(),
  };
}
