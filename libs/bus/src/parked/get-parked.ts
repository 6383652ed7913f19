import { Controller, type Type } from '@nestjs/common';
import type { OperationsContracts, ParkedReading, ParkedView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Answers } from '../decorators.js';
import { Reader } from '../reader.js';
import { parkedColumns, payloadColumn, viewOfRow, type ParkedRow } from './parked.view.js';

export function getsParked({ GetParked }: OperationsContracts): Type {
  @Controller()
  class GetParkedHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(GetParked)
    async handle({ parkedId }: ParkedReading): Promise<ParkedView> {
      const row = await this.reader.one<ParkedRow>(
        `select ${parkedColumns}, ${payloadColumn} from dead_letter d where d.id = $1`,
        [parkedId],
      );
      if (!row) throw refuse.notFound('parked.not-found', '没有这个停放的事件，请核对编号。');
      return viewOfRow(row);
    }
  }
  return GetParkedHandler;
}
