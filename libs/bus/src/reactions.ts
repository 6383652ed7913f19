import { fieldsOf, read, subjectOf, type MessageClass } from '@linli/contracts';
import { Actor } from './actor.js';
import type { Arrival } from './inbox.js';
import type { News } from './news.js';
import type { Registered } from './server.js';
import { inSpan, traceparentOf } from './telemetry.js';
import type { Surroundings, Work } from './work.js';

/** An event of a handled type that does not fit its class: no repetition helps, it is parked at once. */
export class NotUnderstood extends Error {}

/** What a service does about the events of one producer. */
export class Reactions {
  private readonly byType = new Map<string, Registered<'reaction'>[]>();
  /** The types of aggregates to whose events there is a reaction. */
  readonly aggregates: ReadonlySet<string>;

  constructor(reactions: readonly Registered<'reaction'>[]) {
    for (const reaction of reactions) {
      const { subject } = reaction.extras.event;
      this.byType.set(subject, [...(this.byType.get(subject) ?? []), reaction]);
    }
    this.aggregates = new Set(reactions.map((reaction) => subjectOf(reaction.extras.event).aggregate));
  }

  /** Whether there is a reaction to any event of this type of aggregate; others are passed over altogether. */
  concern(aggregateType: string): boolean {
    return this.aggregates.has(aggregateType);
  }

  /** Whether a reaction to this type of aggregate wants to hear what was passed over before it existed. */
  wantHistory(aggregateType: string): boolean {
    return [...this.byType.values()]
      .flat()
      .some(({ extras: { event, history } }) => history && subjectOf(event).aggregate === aggregateType);
  }

  /** Runs all reactions to the event in this transaction; none for a type that is passed over. Error `NotUnderstood`. */
  async run(work: Work, arrival: Arrival): Promise<void> {
    const reactions = this.byType.get(arrival.eventType);
    if (!reactions) return;
    const { event } = reactions[0]!.extras;
    const result = read(event as MessageClass, known(event, arrival.payload));
    if (!('value' in result)) {
      throw new NotUnderstood(result.flaws.map((flaw) => `${flaw.field}: ${flaw.problem}`).join('; '));
    }
    const news: News = {
      eventId: arrival.eventId,
      aggregateId: arrival.aggregateId,
      sequence: arrival.sequence,
      occurredAt: arrival.occurredAt,
      actorId: arrival.headers.actor,
      correlationId: arrival.headers.correlationId,
    };
    for (const reaction of reactions) await work.run(() => reaction.invoke(result.value, news) as Promise<void>);
  }
}

/** The reactions of a service, by the service whose events they are to. */
export function reactionsByProducer(reactions: readonly Registered<'reaction'>[]): ReadonlyMap<string, Reactions> {
  const byProducer = Map.groupBy(reactions, (reaction) => subjectOf(reaction.extras.event).service);
  return new Map([...byProducer].map(([producer, own]) => [producer, new Reactions(own)]));
}

/** Runs `work` as the span of the reactions to this event, under the span in which it happened; no ids of rows stand in it. */
export function inReaction<T>({ eventType, headers }: Arrival, work: () => Promise<T>): Promise<T> {
  return inSpan(`on ${eventType}`, 'consumer', headers.traceparent || undefined, undefined, work);
}

/** What a reaction has around it: the service acts, the event is its cause. */
export function surroundingsOf(service: string, { eventId, eventType, headers }: Arrival): Surroundings {
  return {
    actor: Actor.service(service),
    action: `on ${eventType}`,
    correlationId: headers.correlationId || eventId,
    causationId: eventId,
    traceparent: traceparentOf(headers.traceparent || undefined),
  };
}

/** The payload without the fields this build does not know: newer producers may add some. */
function known(event: MessageClass, payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  const names = new Set(fieldsOf(event).map((field) => field.name));
  return Object.fromEntries(Object.entries(payload).filter(([name]) => names.has(name)));
}
