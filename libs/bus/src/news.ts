/** What surrounds an event: its place in its aggregate's history and when it happened. */
export interface News {
  readonly eventId: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly occurredAt: Date;
  readonly actorId: string;
  readonly correlationId: string;
}
