import { AsyncLocalStorage } from 'node:async_hooks';

/** A published event as a class: its fields are the payload, its subject the address on the bus. */
export type EventClass<T> = (new () => T) & { readonly subject: string };

/** One event that an aggregate raised and that is not yet written to the outbox. */
export interface Raised {
  readonly event: EventClass<object>;
  readonly payload: object;
}

const LIMIT_BYTES = 256 * 1024;

const raised = new WeakMap<object, Raised[]>();
const raisers = new AsyncLocalStorage<Set<object>>();

/** Runs `use` and notes in `found` every aggregate that raises something meanwhile. */
export function notingRaisers<R>(found: Set<object>, use: () => R): R {
  return raisers.run(found, use);
}

/**
 * Records that something happened to this aggregate; the bus writes it to the outbox in the transaction that saves the
 * aggregate. The payload is copied as JSON. RangeError over 256 KB: an event carries ids, a file or a list goes elsewhere.
 */
export function raise<T extends object>(aggregate: object, event: EventClass<T>, payload: NoInfer<T>): void {
  const json = JSON.stringify(payload);
  const bytes = Buffer.byteLength(json);
  if (bytes > LIMIT_BYTES) {
    throw new RangeError(
      `${event.subject} has ${bytes} bytes of JSON, ${LIMIT_BYTES} are allowed: carry ids, not contents.`,
    );
  }
  const entry: Raised = { event, payload: JSON.parse(json) as object };
  const events = raised.get(aggregate);
  if (events) events.push(entry);
  else raised.set(aggregate, [entry]);
  raisers.getStore()?.add(aggregate);
}

/** What the aggregate raised and nobody took yet, oldest first. */
export function raisedBy(aggregate: object): readonly Raised[] {
  return [...(raised.get(aggregate) ?? [])];
}

/** Like `raisedBy`, and forgets it: a second call gives nothing. */
export function takeRaised(aggregate: object): Raised[] {
  const events = raised.get(aggregate) ?? [];
  raised.delete(aggregate);
  return events;
}
