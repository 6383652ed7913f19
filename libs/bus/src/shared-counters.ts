import {
  DiscardPolicy,
  JetStreamApiError,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';

/** The stream of the key-value bucket in which replicas count together. */
export const COUNTERS_STREAM = 'KV_counters';
const subjectOf = (key: string) => `$KV.counters.${key}`;

/** How the bucket shall be: in memory, a counter is forgotten a few minutes after it was last raised. */
export const countersConfig = (replicas: number): Partial<StreamConfig> & Pick<StreamConfig, 'name'> => ({
  name: COUNTERS_STREAM,
  subjects: [subjectOf('>')],
  retention: RetentionPolicy.Limits,
  storage: StorageType.Memory,
  discard: DiscardPolicy.Old,
  max_msgs_per_subject: 1,
  max_age: nanos(180_000),
  max_bytes: 16 * 1024 * 1024,
  num_replicas: replicas,
});

const OVERTAKEN = 10_071;
const TRIES = 8;
const WITHIN_MS = 500;

interface Seen {
  readonly total: number;
  readonly sequence: number;
}

/** Counters that all replicas raise: never more is given out than there is, whoever asks. */
export class SharedCounters {
  private readonly js: JetStreamClient;
  private readonly jsm: Promise<JetStreamManager>;

  constructor(
    nc: NatsConnection,
    private readonly options: { readonly replicas?: number; readonly provisioned?: boolean } = {},
  ) {
    this.js = jetstream(nc, { timeout: WITHIN_MS });
    this.jsm = jetstreamManager(nc, { checkAPI: false, timeout: WITHIN_MS });
  }

  /**
   * Raises the counter by `wanted`, at most to `limit`; how much of it was given, 0 when nothing is left. Rejects when the broker is
   * away or too many ask at once.
   */
  async take(key: string, wanted: number, limit: number): Promise<number> {
    let seen: Seen = { total: 0, sequence: 0 };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const given = Math.min(wanted, limit - seen.total);
      if (given <= 0) return 0;
      try {
        const expect = { lastSubjectSequence: seen.sequence };
        await this.js.publish(subjectOf(key), String(seen.total + given), { expect, timeout: WITHIN_MS, retries: 1 });
        return given;
      } catch (error) {
        if (error instanceof JetStreamApiError && error.code === OVERTAKEN) seen = await this.read(key);
        else if (attempt > 0 || !(await this.made())) throw error;
      }
    }
    throw new Error('too many replicas count at once');
  }

  private async read(key: string): Promise<Seen> {
    const manager = await this.jsm;
    const message = await manager.streams.getMessage(COUNTERS_STREAM, { last_by_subj: subjectOf(key) });
    return message ? { total: Number(message.string()), sequence: message.seq } : { total: 0, sequence: 0 };
  }

  /** Makes the bucket where there is none; false where a provisioning step has to. */
  private async made(): Promise<boolean> {
    if (this.options.provisioned) return false;
    const manager = await this.jsm;
    await manager.streams.add(countersConfig(this.options.replicas ?? 1)).catch(() => undefined);
    return true;
  }
}
