import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';

const DAY_MS = 86_400_000;

/** `EVT_SALES_OFFICE`: the stream that holds a service's events. */
export const streamOf = (service: string): string => `EVT_${service.toUpperCase().replaceAll('-', '_')}`;

/** `complaints--from--sales-office`: durable names may not contain dots. */
export const durableOf = (consumer: string, producer: string): string => `${consumer}--from--${producer}`;

export interface StreamSettings {
  readonly replicas: number;
  readonly maxBytes: number;
}

const missing = (error: unknown) => error instanceof JetStreamApiError && error.status === 404;
const exists = (error: unknown) => error instanceof JetStreamApiError && error.code === 10058;

/** The stream of a service's events, made when it is missing. A full stream refuses new events (the outbox keeps them) and never drops unread ones. */
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
  try {
    return await jsm.streams.add({
      name,
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
  } catch (error) {
    if (exists(error)) return jsm.streams.info(name);
    throw error;
  }
}

/** The durable of a consuming service at a producing one, made when it is missing. No backoff and no end of deliveries: poison is parked by us. */
export async function ensureConsumer(jsm: JetStreamManager, consumer: string, producer: string): Promise<void> {
  const stream = streamOf(producer);
  const durable = durableOf(consumer, producer);
  try {
    await jsm.consumers.info(stream, durable);
  } catch (error) {
    if (!missing(error)) throw error;
    await jsm.consumers.add(stream, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(30_000),
      max_deliver: -1,
      max_ack_pending: 4096,
      deliver_policy: DeliverPolicy.All,
    });
  }
}
