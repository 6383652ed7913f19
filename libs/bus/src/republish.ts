import { Logger } from '@nestjs/common';
import type { Msg } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import type { Relay } from './relay.js';

/** What a consumer misses: the events of one aggregate before this place, and behind `after` if that is known. */
export interface Missing {
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly after?: number;
  readonly before: number;
}

/** Subject and content of the message that asks a producer to publish events again. */
export const wishToRepublish = (producer: string, missing: Missing): [subject: string, content: string] => [
  `bus.${producer}.republish`,
  JSON.stringify(missing),
];

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
      const { aggregateType, aggregateId, after, before } = missingOf(msg.json());
      await this.pool.query(
        'update outbox set published_at = null, stream_seq = null, next_attempt_at = now() where aggregate_type = $1 and aggregate_id = $2 and aggregate_seq < $3 and aggregate_seq > $4 and published_at is not null',
        [aggregateType, aggregateId, before, after],
      );
      this.relay.nudge();
    } catch (error) {
      this.logger.warn(`Nothing was published again: ${(error as Error).message.split('\n')[0]}`);
    }
  }
}

function missingOf(request: unknown): Required<Missing> {
  const { aggregateType, aggregateId, after = 0, before } = (request ?? {}) as Partial<Missing>;
  const places = Number.isSafeInteger(before) && Number.isSafeInteger(after);
  if (typeof aggregateType !== 'string' || typeof aggregateId !== 'string' || !places) {
    throw new TypeError('the request does not say which events are missing');
  }
  return { aggregateType, aggregateId, after, before: before! };
}
