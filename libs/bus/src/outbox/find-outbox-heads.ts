import { Controller, type Type } from '@nestjs/common';
import type { OutboxContracts, OutboxHeadsQuestion, OutboxHeadsView } from '@linli/contracts';
import { Answers } from '../decorators.js';
import { Reader } from '../reader.js';

const PAGE = 500;

const HEADS = `
  select s.aggregate_id, s.last_seq::int as last_seq, l.event_id, l.event_type, k.first_kept
  from outbox_seq s
  left join outbox l on l.aggregate_type = s.aggregate_type and l.aggregate_id = s.aggregate_id and l.aggregate_seq = s.last_seq
  left join lateral (select o.aggregate_seq::int as first_kept from outbox o
    where o.aggregate_type = s.aggregate_type and o.aggregate_id = s.aggregate_id order by o.aggregate_seq limit 1) k on true
  where s.aggregate_type = $1 and s.aggregate_id > $2 order by s.aggregate_id limit ${PAGE}`;

interface HeadRow {
  aggregate_id: string;
  last_seq: number;
  event_id: string | null;
  event_type: string | null;
  first_kept: number | null;
}

export function findsOutboxHeads({ FindOutboxHeads }: OutboxContracts): Type {
  @Controller()
  class FindOutboxHeadsHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindOutboxHeads)
    async handle({ aggregateType, after = '' }: OutboxHeadsQuestion): Promise<OutboxHeadsView> {
      const rows = await this.reader.all<HeadRow>(HEADS, [aggregateType, after]);
      const last = rows.length === PAGE ? rows.at(-1)!.aggregate_id : undefined;
      return { items: rows.map(headOf), ...(last === undefined ? {} : { next: last }) };
    }
  }
  return FindOutboxHeadsHandler;
}

const headOf = (row: HeadRow): OutboxHeadsView['items'][number] => ({
  aggregateId: row.aggregate_id,
  lastSeq: row.last_seq,
  ...(row.event_id ? { lastEventId: row.event_id } : {}),
  ...(row.event_type ? { lastEventType: row.event_type } : {}),
  ...(row.first_kept ? { firstKept: row.first_kept } : {}),
});
