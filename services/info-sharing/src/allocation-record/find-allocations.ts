import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindAllocations, type AllocationRecordView, type PageOf } from '@linli/contracts';
import { allocationColumns, viewOfRow, type AllocationRecordRow } from './allocation-record.view.js';

@Controller()
export class FindAllocationsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindAllocations)
  async handle({ dataRequestId, cursor, limit }: FindAllocations, by: Actor): Promise<PageOf<AllocationRecordView>> {
    return page(this.reader, {
      select: `${allocationColumns} from allocation_record a`,
      where: {
        'a.data_request_id = ?': dataRequestId,
        'a.target_project_ids && ?': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'a.id',
      cursor,
      limit,
      view: (row: AllocationRecordRow) => viewOfRow(row),
    });
  }
}
