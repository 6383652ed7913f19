import {
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { SignedHead } from './chain.js';

/** The stream that keeps the heads of all chains, outside the databases. */
export const HEADS_STREAM = 'AUDIT_HEADS';
export const headSubject = (chain: string): string => `audit.head.${chain}`;

const WITHIN_MS = 2_000;

/** The last 1,000 heads of each chain; nobody may delete or empty them. */
export const headsConfig = (replicas: number): Partial<StreamConfig> & Pick<StreamConfig, 'name'> => ({
  name: HEADS_STREAM,
  subjects: [headSubject('*')],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_msgs_per_subject: 1_000,
  max_bytes: 16 * 1024 * 1024,
  num_replicas: replicas,
  deny_delete: true,
  deny_purge: true,
});

export interface HeadsOptions {
  readonly replicas?: number;
  /** A step of its own makes the stream. */
  readonly provisioned?: boolean;
}

/** Where heads are kept outside the database. */
export class Heads {
  constructor(
    private readonly nc: NatsConnection,
    private readonly options: HeadsOptions = {},
  ) {}

  /** Rejects when the broker did not take it; it goes out again with the next one, which says all that this one said. */
  async put(head: SignedHead): Promise<void> {
    const js = jetstream(this.nc, { timeout: WITHIN_MS });
    const publish = () => js.publish(headSubject(head.chain), JSON.stringify(head), { timeout: WITHIN_MS, retries: 1 });
    try {
      await publish();
    } catch (error) {
      if (this.options.provisioned) throw error;
      const manager = await jetstreamManager(this.nc, { checkAPI: false, timeout: WITHIN_MS });
      await manager.streams.add(headsConfig(this.options.replicas ?? 1));
      await publish();
    }
  }

  /** The last head of this chain; undefined when none was ever put out. */
  async last(chain: string): Promise<SignedHead | undefined> {
    const manager = await jetstreamManager(this.nc, { checkAPI: false, timeout: WITHIN_MS });
    const message = await manager.streams
      .getMessage(HEADS_STREAM, { last_by_subj: headSubject(chain) })
      .catch(() => null);
    return message ? message.json<SignedHead>() : undefined;
  }
}
