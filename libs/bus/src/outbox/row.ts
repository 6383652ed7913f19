import { subjectOf } from '@linli/contracts';
import { newId, type Raised } from '@linli/kernel';
import type { Surroundings } from '../work.js';

/** An event on its way into the outbox. */
export interface OutboxRow {
  readonly eventId: string;
  readonly type: string;
  readonly id: string;
  readonly event: string;
  readonly payload: object;
  readonly headers: { actor: string; correlationId: string; causationId?: string; traceparent?: string };
  readonly at: string;
}

/** What an aggregate raised, as it goes into the outbox. */
export function outboxRow(
  { id }: { id: string },
  { event, payload }: Raised,
  { actor, correlationId, causationId, traceparent }: Surroundings,
  at: Date,
): OutboxRow {
  const headers = {
    actor: actor.id,
    correlationId,
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
  };
  return {
    ...{ eventId: newId(), type: subjectOf(event).aggregate, id, event: event.subject, payload, headers },
    at: at.toISOString(),
  };
}

// By aggregate; events of one aggregate stay in the order they were raised, because sorting is stable.
export const inLockOrder = (a: OutboxRow, b: OutboxRow) =>
  a.type === b.type ? Number(a.id > b.id) - Number(a.id < b.id) : Number(a.type > b.type) - Number(a.type < b.type);

/** An event in the outbox, with its place among those of its aggregate. */
export type Committed = OutboxRow & { readonly seq: number };
