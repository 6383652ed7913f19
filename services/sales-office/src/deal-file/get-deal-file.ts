import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetDealFile, type DealFileView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { dealFileColumns, viewOfRow, type DealFileRow } from './deal-file.view.js';

@Controller()
export class GetDealFileHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetDealFile)
  async handle({ dealFileId }: GetDealFile, by: Actor): Promise<DealFileView> {
    const row = await this.reader.one<DealFileRow>(`select ${dealFileColumns} from deal_file f where f.id = $1`, [
      dealFileId,
    ]);
    if (!row || !opens(by, row)) throw refuse.notFound('deal-file.not-found', '没有这份成交客户档案，请核对编号。');
    return viewOfRow(row);
  }
}
