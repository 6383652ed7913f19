import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCallListEntry, type CallListEntryView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './call-list-entry.view.js';

@Controller()
export class GetCallListEntryHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCallListEntry)
  async handle({ callListEntryId }: GetCallListEntry, by: Actor): Promise<CallListEntryView> {
    const row = await this.reader.one<{ projectId: string }>(`select ${shown.select} where n.id = $1`, [
      callListEntryId,
    ]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('call-list-entry.not-found', '电话列表中没有这个号码，请核对编号。');
    return shown.ofRow(row);
  }
}
