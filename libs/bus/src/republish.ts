import { Logger } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import type { Relay } from './relay.js';

/** What a consumer misses: the events of one aggregate before this place. */
interface Missing {
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly before: number;
}

/** A consumer misses events that were published: they go out once more, those it has are absorbed. */
export class Republish {
  private readonly logger = new Logger('republish');

  constructor(
    private readonly pool: Pool,
    private readonly relay: Relay,
  ) {}

  /** Never rejects: what cannot be done now is asked for again. */
  async receive(msg: Msg): Promise<void> {
    try {
      const { aggregateType, aggregateId, before } = missingOf(msg.json());
      await this.pool.query(
        'update outbox set published_at = null, stream_seq = null, next_attempt_at = now() where aggregate_type = $1 and aggregate_id = $2 and aggregate_seq < $3 and published_at is not null',
        [aggregateType, aggregateId, before],
      );
      this.relay.nudge();
    } catch (error) {
      this.logger.warn(`Nothing was published again: ${(error as Error).message.split('\n')[0]}`);
    }
  }
}

function missingOf(request: unknown): Missing {
  const { aggregateType, aggregateId, before } = (request ?? {}) as Partial<Missing>;
  if (typeof aggregateType !== 'string' || typeof aggregateId !== 'string' || !Number.isSafeInteger(before)) {
    throw new TypeError('the request does not say which events are missing');
  }
  return { aggregateType, aggregateId, before: before! };
}
