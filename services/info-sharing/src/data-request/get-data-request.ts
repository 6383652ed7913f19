import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetDataRequest, type DataRequestView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { dataRequestColumns, viewOfRow, type DataRequestRow } from './data-request.view.js';

@Controller()
export class GetDataRequestHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetDataRequest)
  async handle({ dataRequestId }: GetDataRequest, by: Actor): Promise<DataRequestView> {
    const row = await this.reader.one<DataRequestRow>(
      `select ${dataRequestColumns} from data_request d where d.id = $1`,
      [dataRequestId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('data-request.not-found', '没有这份客户资源需求申请单，请核对编号。');
    return viewOfRow(row);
  }
}
