import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { isMutant } from './trial.js';

const DAY_MS = 86_400_000;

/** `EVT_SALES_OFFICE`: the stream that holds a service's events. */
export const streamOf = (service: string): string => `EVT_${service.toUpperCase().replaceAll('-', '_')}`;

/** `complaints--from--sales-office`: durable names may not contain dots. */
export const durableOf = (consumer: string, producer: string): string => `${consumer}--from--${producer}`;

export interface StreamSettings {
  readonly replicas: number;
  readonly maxBytes: number;
  /** Streams and consumers are made by a step of their own: here they are only looked for. */
  readonly provisioned?: boolean;
}

type Needed<T, K extends keyof T> = Partial<T> & Pick<T, K>;

/** How a service's stream shall be. A full one refuses new events (the outbox keeps them) and never drops unread ones. */
export const streamConfig = (
  service: string,
  settings: StreamSettings,
): Needed<StreamConfig, 'name' | 'max_bytes'> => ({
  name: streamOf(service),
  subjects: [`evt.${service}.>`],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  max_age: nanos(30 * DAY_MS),
  max_bytes: settings.maxBytes,
  duplicate_window: nanos(120_000),
  num_replicas: settings.replicas,
  deny_delete: true,
  deny_purge: true,
});

/**
 * How the durable of a consuming service at a producing one shall be. No backoff and no end of deliveries: poison is parked by us. What a
 * killed replica held comes again after `ackWaitMs`; a living one says every 1.5 s that it is still at work.
 */
export const consumerConfig = (
  consumer: string,
  producer: string,
  ackWaitMs = 30_000,
): Needed<ConsumerConfig, 'durable_name'> => ({
  durable_name: durableOf(consumer, producer),
  ack_policy: AckPolicy.Explicit,
  ack_wait: nanos(ackWaitMs),
  max_deliver: isMutant('finite-max-deliver') ? 2 : -1,
  max_ack_pending: 4096,
  deliver_policy: DeliverPolicy.All,
});

/** Services may not make what is missing: that is an operator's step, and the message says which. */
const notProvisioned = (what: string) =>
  new Error(`${what} is not there yet; the provisioning step makes it, see deploy/README.md`);

const missing = (error: unknown) => error instanceof JetStreamApiError && error.status === 404;
const exists = (error: unknown) => error instanceof JetStreamApiError && error.code === 10058;

/** The stream of a service's events, made when it is missing unless it is provisioned. */
export async function ensureStream(
  jsm: JetStreamManager,
  service: string,
  settings: StreamSettings,
): Promise<StreamInfo> {
  const name = streamOf(service);
  try {
    return await jsm.streams.info(name);
  } catch (error) {
    if (!missing(error)) throw error;
  }
  if (settings.provisioned) throw notProvisioned(`The stream ${name}`);
  try {
    return await jsm.streams.add(streamConfig(service, settings));
  } catch (error) {
    if (exists(error)) return jsm.streams.info(name);
    throw error;
  }
}

/** The durable of a consuming service at a producing one, made when it is missing unless it is provisioned. */
export async function ensureConsumer(
  jsm: JetStreamManager,
  consumer: string,
  producer: string,
  settings: Pick<StreamSettings, 'provisioned'> = {},
): Promise<void> {
  const stream = streamOf(producer);
  const durable = durableOf(consumer, producer);
  try {
    await jsm.consumers.info(stream, durable);
  } catch (error) {
    if (!missing(error)) throw error;
    if (settings.provisioned) throw notProvisioned(`The consumer ${durable}`);
    await jsm.consumers.add(stream, consumerConfig(consumer, producer));
  }
}

/** Whether the durable of a consuming service at a producing one has been given any event before. */
export async function consumed(jsm: JetStreamManager, consumer: string, producer: string): Promise<boolean> {
  try {
    const { delivered } = await jsm.consumers.info(streamOf(producer), durableOf(consumer, producer));
    return delivered.stream_seq > 0;
  } catch (error) {
    if (missing(error)) return false;
    throw error;
  }
}
