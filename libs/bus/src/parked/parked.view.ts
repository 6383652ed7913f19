import type { ParkedView } from '@linli/contracts';
import type { Parked } from './parked.js';
import { operatorSteps, type ParkedState } from './parked.workflow.js';

const producerOf = (consumer: string) => consumer.split('--from--')[1] ?? '';

/** The first parked event of its aggregate as people see it, with its payload. */
export function viewOfFirst(parked: Parked): ParkedView {
  const { resolvedAt, parkedAt, aggregateSeq, payload, ...rest } = parked;
  return viewOfRow({
    ...rest,
    sequence: aggregateSeq,
    parkedAt: parkedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
    payload: JSON.stringify(payload),
    isFirst: true,
  });
}

type Maybe = string | null | undefined;

/** One row of `parkedColumns`, with or without `payloadColumn`. */
export interface ParkedRow {
  readonly id: string;
  readonly version: number;
  readonly state: ParkedState;
  readonly consumer: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly reason: string;
  readonly error: Maybe;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly proposedBy: Maybe;
  readonly skipReason: Maybe;
  readonly resolvedAt: Maybe;
  readonly resolvedBy: Maybe;
  readonly resolution: Maybe;
  readonly payload?: string;
  readonly isFirst: boolean;
}

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of a ParkedView, from dead_letter d. */
export const parkedColumns = `d.id, d.version, d.state, d.consumer, d.event_id as "eventId", d.event_type as "eventType",
  d.aggregate_type as "aggregateType", d.aggregate_id as "aggregateId", d.aggregate_seq::float8 as sequence, d.reason, d.error, d.attempts,
  ${utc('d.parked_at')} as "parkedAt", d.proposed_by as "proposedBy", d.skip_reason as "skipReason",
  ${utc('d.resolved_at')} as "resolvedAt", d.resolved_by as "resolvedBy", d.resolution,
  not exists (select 1 from dead_letter o where o.consumer = d.consumer and o.aggregate_type = d.aggregate_type and o.aggregate_id = d.aggregate_id
    and o.aggregate_seq < d.aggregate_seq and o.resolved_at is null) as "isFirst"`;

export const payloadColumn = 'd.payload::text as payload';

export function viewOfRow(row: ParkedRow): ParkedView {
  const { id, version, state, consumer, eventId, eventType, aggregateType, aggregateId, sequence } = row;
  const { reason, error, attempts, parkedAt, proposedBy, skipReason, resolvedAt, resolvedBy, resolution } = row;
  return {
    ...{ id, version, state, consumer, producer: producerOf(consumer), eventId, eventType, aggregateType, aggregateId },
    ...{ sequence, reason, attempts, parkedAt },
    ...(error ? { error } : {}),
    ...(proposedBy ? { proposedBy } : {}),
    ...(skipReason ? { skipReason } : {}),
    ...(resolvedAt ? { resolvedAt } : {}),
    ...(resolvedBy ? { resolvedBy } : {}),
    ...(resolution ? { resolution } : {}),
    ...(row.payload === undefined ? {} : { payload: row.payload }),
    allowed: operatorSteps(state, row.isFirst),
  };
}
