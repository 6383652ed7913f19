import { Controller, type Type } from '@nestjs/common';
import type { OperationsContracts, PageOf, ParkedQuestion, ParkedView } from '@linli/contracts';
import { Answers } from '../decorators.js';
import { page } from '../page.js';
import { Reader } from '../reader.js';
import { parkedColumns, viewOfRow, type ParkedRow } from './parked.view.js';

export function findsParked({ FindParked }: OperationsContracts): Type {
  @Controller()
  class FindParkedHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindParked)
    async handle({ state, producer, aggregateId, cursor, limit }: ParkedQuestion): Promise<PageOf<ParkedView>> {
      return page(this.reader, {
        select: `${parkedColumns} from dead_letter d`,
        where: {
          'd.state = ?': state,
          "split_part(d.consumer, '--from--', 2) = ?": producer,
          'd.aggregate_id = ?': aggregateId,
        },
        newestFirst: 'd.id',
        cursor,
        limit,
        view: (row: ParkedRow) => viewOfRow(row),
      });
    }
  }
  return FindParkedHandler;
}
