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

// By aggregate; events of one aggregate stay in the order they were raised, because sorting is stable.
export const inLockOrder = (a: OutboxRow, b: OutboxRow) =>
  a.type === b.type ? Number(a.id > b.id) - Number(a.id < b.id) : Number(a.type > b.type) - Number(a.type < b.type);

/** An event in the outbox, with its place among those of its aggregate. */
export type Committed = OutboxRow & { readonly seq: number };
