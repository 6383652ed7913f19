import { Controller, type Type } from '@nestjs/common';
import type { OutboxContracts, OutboxEventsQuestion, OutboxEventsView } from '@linli/contracts';
import { Answers } from '../decorators.js';
import { Reader } from '../reader.js';

const PAGE = 1_000;

// Ids of events are UUIDv7: their order is that of time, and the primary key serves it.
const EVENTS = `
  select event_id as "eventId", aggregate_type as "aggregateType", aggregate_id as "aggregateId", aggregate_seq::int as sequence
  from outbox where event_id > $1 and published_at is not null and published_at < $2 order by event_id limit ${PAGE}`;

const FIRST = '00000000-0000-0000-0000-000000000000';

export function findsOutboxEvents({ FindOutboxEvents }: OutboxContracts): Type {
  @Controller()
  class FindOutboxEventsHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindOutboxEvents)
    async handle({ after = FIRST, publishedBefore }: OutboxEventsQuestion): Promise<OutboxEventsView> {
      const items = await this.reader.all<OutboxEventsView['items'][number]>(EVENTS, [after, publishedBefore]);
      return { items, ...(items.length === PAGE ? { next: items.at(-1)!.eventId } : {}) };
    }
  }
  return FindOutboxEventsHandler;
}
