import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindDelegations, type DelegationView, type PageOf } from '@linli/contracts';
import { delegationColumns, viewOfRow, type DelegationRow } from './delegation.view.js';

@Controller()
export class FindDelegationsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindDelegations)
  async handle({ role, absentId, standInId, on, cursor, limit }: FindDelegations): Promise<PageOf<DelegationView>> {
    return page(this.reader, {
      select: `${delegationColumns} from delegation d`,
      where: {
        'd.role = ?': role,
        'd.absent_id = ?': absentId,
        'd.stand_in_id = ?': standInId,
        "d.state = 'GRANTED' and ?::date between d.from_on and d.until_on": on,
      },
      newestFirst: 'd.id',
      cursor,
      limit,
      view: (row: DelegationRow) => viewOfRow(row),
    });
  }
}
