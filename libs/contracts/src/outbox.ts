import { Id, Instant, Int, Parts, Text, type MessageClass } from './fields.js';
import type { QueryClass } from './message.js';

/** How far the history of one aggregate goes: what was told of it last, and where what is still kept begins. */
export class OutboxHeadView {
  @Text() aggregateId!: string;
  @Int({ min: 1 }) lastSeq!: number;
  @Id({ optional: true }) lastEventId?: string;
  /** What the last event said has happened: the state as the service told it. */
  @Text({ optional: true }) lastEventType?: string;
  /** The first of its events that can still be published again. */
  @Int({ optional: true, min: 1 }) firstKept?: number;
}

export class OutboxHeadsView {
  @Parts(() => OutboxHeadView, { max: 500 }) items!: OutboxHeadView[];
  /** The `after` of the page behind this one; missing on the last. */
  @Text({ optional: true }) next?: string;
}

export class OutboxEventView {
  @Id() eventId!: string;
  @Text() aggregateType!: string;
  @Text() aggregateId!: string;
  @Int({ min: 1 }) sequence!: number;
}

export class OutboxEventsView {
  @Parts(() => OutboxEventView, { max: 1_000 }) items!: OutboxEventView[];
  @Id({ optional: true }) next?: string;
}

/** Heads of all aggregates of one type. Each page is one statement, hence one snapshot. */
export class OutboxHeadsQuestion {
  @Text({ max: 100 }) aggregateType!: string;
  @Text({ optional: true, max: 200 }) after?: string;
}

/** What was published, oldest first: events behind `after`, all that have gone out before the given instant. */
export class OutboxEventsQuestion {
  @Id({ optional: true }) after?: string;
  @Instant() publishedBefore!: string;
}

export interface OutboxContracts {
  readonly FindOutboxHeads: QueryClass<OutboxHeadsQuestion, OutboxHeadsView>;
  readonly FindOutboxEvents: QueryClass<OutboxEventsQuestion, OutboxEventsView>;
}

const known = new Map<string, OutboxContracts>();

/** What consumers ask of a service about the events it has published, the same set for every call. Ids only, for services only. */
export function outboxOf(service: string): OutboxContracts {
  const set = known.get(service) ?? contracts(service);
  known.set(service, set);
  return set;
}

function contracts(service: string): OutboxContracts {
  class FindOutboxHeads extends OutboxHeadsQuestion {
    static readonly subject = `qry.${service}.outbox.heads` as const;
    static readonly services = ['*'];
    static readonly reply: MessageClass<OutboxHeadsView> = OutboxHeadsView;
  }
  class FindOutboxEvents extends OutboxEventsQuestion {
    static readonly subject = `qry.${service}.outbox.events` as const;
    static readonly services = ['*'];
    static readonly reply: MessageClass<OutboxEventsView> = OutboxEventsView;
  }
  return { FindOutboxHeads, FindOutboxEvents };
}
