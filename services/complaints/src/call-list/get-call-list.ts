import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCallList, type CallListView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './call-list.view.js';

@Controller()
export class GetCallListHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCallList)
  async handle({ callListId }: GetCallList, by: Actor): Promise<CallListView> {
    const row = await this.reader.one<{ projectId: string }>(`select ${shown.select} where l.id = $1`, [callListId]);
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('call-list.not-found', '没有这份电话列表，请核对编号。');
    return shown.ofRow(row);
  }
}
