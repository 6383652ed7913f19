import { DeliverPolicy, JetStreamApiError, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  consumerConfig,
  countersConfig,
  durableOf,
  FILES_STREAM,
  headsConfig,
  makeFilesBucket,
  streamConfig,
  streamOf,
  type StreamSettings,
} from '@linli/bus';
import type { Topology } from './topology.js';

export interface ProvisionSettings extends Pick<StreamSettings, 'replicas' | 'maxBytes'> {
  /** Room of the files' bucket. */
  readonly filesMaxBytes: number;
}

/** What a killed replica held is taken over after so long. */
const ACK_WAIT_MS = 3_000;

type Config = Record<string, unknown>;

/** -1 and 0 stand for "no end", which is more than any number. */
const endless = (value: unknown) => typeof value !== 'number' || value <= 0;
const larger = (one: unknown, other: unknown) =>
  endless(one) || endless(other) ? (endless(one) ? one : other) : Math.max(Number(one), Number(other));

const GROWS = ['num_replicas', 'max_bytes', 'max_age', 'duplicate_window', 'max_ack_pending'];
const REPAIRED = ['discard', 'ack_wait', 'max_deliver'];
const FIXED = ['retention', 'storage', 'deny_delete', 'deny_purge', 'ack_policy', 'deliver_policy'];

/**
 * Makes what is missing of streams, consumers and the files' bucket and repairs what differs. Nothing is ever deleted, emptied or
 * made smaller. Returns what was done, a sentence each, nothing when all was well. Throws, after everything else was done, when
 * something differs that only a person can decide about.
 */
export async function provision(
  nc: NatsConnection,
  topology: Topology,
  settings: ProvisionSettings,
): Promise<readonly string[]> {
  const jsm = await jetstreamManager(nc, { checkAPI: false });
  const done: string[] = [];
  const refused: string[] = [];
  for (const service of topology.streams) {
    const wanted = streamConfig(service, settings);
    const found = await orMissing(jsm.streams.info(streamOf(service)));
    if (!found) {
      await jsm.streams.add(wanted);
      done.push(`stream ${streamOf(service)} was made`);
    } else {
      await mend(`stream ${streamOf(service)}`, found.config, wanted, (config) =>
        jsm.streams.update(streamOf(service), config),
      );
    }
  }
  for (const { consumer, producer } of topology.consumers) {
    const [stream, durable] = [streamOf(producer), durableOf(consumer, producer)];
    const wanted = consumerConfig(consumer, producer, ACK_WAIT_MS);
    const found = await orMissing(jsm.consumers.info(stream, durable));
    if (!found) {
      await jsm.consumers.add(stream, wanted);
      done.push(`consumer ${durable} was made`);
    } else {
      await mend(`consumer ${durable}`, found.config, wanted, (config) =>
        jsm.consumers.update(stream, durable, config),
      );
    }
  }
  await bucket(jsm);
  await keep('the bucket of counters', countersConfig(settings.replicas));
  await keep('the stream of audit heads', headsConfig(settings.replicas));
  if (refused.length > 0) throw new Error(refused.join('\n'));
  return done;

  async function mend(what: string, found: object, wanted: object, update: (config: Config) => Promise<unknown>) {
    const [is, should] = [found as Config, wanted as Config];
    const changes: Config = {};
    for (const key of GROWS) if (key in should && larger(is[key], should[key]) !== is[key]) changes[key] = should[key];
    for (const key of REPAIRED) if (key in should && is[key] !== should[key]) changes[key] = should[key];
    for (const key of FIXED)
      if (
        key in should &&
        is[key] !== should[key] &&
        !(key === 'deliver_policy' && is[key] === DeliverPolicy.StartTime)
      )
        refused.push(
          `${what} has ${key} ${String(is[key])} and should have ${String(should[key])}: it must be made anew`,
        );
    const subjects = (should['subjects'] ?? []) as string[];
    const lacking = subjects.filter((subject) => !((is['subjects'] ?? []) as string[]).includes(subject));
    if (lacking.length > 0) changes['subjects'] = [...((is['subjects'] ?? []) as string[]), ...lacking];
    if (Object.keys(changes).length === 0) return;
    await update({ ...is, ...changes });
    const told = Object.entries(changes).map(([key, value]) => `${key} ${String(is[key])} became ${String(value)}`);
    done.push(`${what}: ${told.join(', ')}`);
  }

  async function keep(what: string, wanted: ReturnType<typeof countersConfig>) {
    const found = await orMissing(jsm.streams.info(wanted.name));
    if (found) return mend(what, found.config, wanted, (config) => jsm.streams.update(wanted.name, config));
    await jsm.streams.add(wanted);
    done.push(`${what} was made`);
  }

  async function bucket(manager: JetStreamManager) {
    const { replicas, filesMaxBytes } = settings;
    const found = await orMissing(manager.streams.info(FILES_STREAM));
    if (!found) {
      await makeFilesBucket(nc, { replicas, maxBytes: filesMaxBytes });
      done.push('the bucket of files was made');
      return;
    }
    const wanted = { num_replicas: replicas, max_bytes: filesMaxBytes };
    await mend('the bucket of files', found.config, wanted, (config) => manager.streams.update(FILES_STREAM, config));
  }
}

/**
 * Has a department hear again everything since this instant, as after its database was restored to the state of then: its durables are
 * made anew. What it knows it absorbs. Its service must not run meanwhile. Returns what was done, a sentence each.
 */
export async function rewind(
  nc: NatsConnection,
  topology: Topology,
  consumer: string,
  since: Date,
): Promise<readonly string[]> {
  const heard = topology.consumers.filter((each) => each.consumer === consumer);
  if (heard.length === 0) throw new Error(`${consumer} hears of nobody; there are ${listenersOf(topology).join(', ')}`);
  const jsm = await jetstreamManager(nc, { checkAPI: false });
  const done: string[] = [];
  for (const { producer } of heard) {
    const [stream, durable] = [streamOf(producer), durableOf(consumer, producer)];
    await orMissing(jsm.consumers.delete(stream, durable));
    const from = { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since.toISOString() };
    await jsm.consumers.add(stream, { ...consumerConfig(consumer, producer, ACK_WAIT_MS), ...from });
    done.push(`consumer ${durable} hears again what was told since ${since.toISOString()}`);
  }
  return done;
}

const listenersOf = ({ consumers }: Topology) => [...new Set(consumers.map(({ consumer }) => consumer))];

async function orMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined;
    throw error;
  }
}
