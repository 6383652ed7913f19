import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindDataRequests, type DataRequestView, type PageOf } from '@linli/contracts';
import { dataRequestColumns, viewOfRow, type DataRequestRow } from './data-request.view.js';

@Controller()
export class FindDataRequestsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindDataRequests)
  async handle(
    { projectId, state, approverRole, cursor, limit }: FindDataRequests,
    by: Actor,
  ): Promise<PageOf<DataRequestView>> {
    return page(this.reader, {
      select: `${dataRequestColumns} from data_request d`,
      where: {
        'd.project_id = ?': projectId,
        'd.state = ?': state,
        'd.approver_role = ?': approverRole,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'd.id',
      cursor,
      limit,
      view: (row: DataRequestRow) => viewOfRow(row),
    });
  }
}
