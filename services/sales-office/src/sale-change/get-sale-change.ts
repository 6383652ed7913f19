import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSaleChange, type SaleChangeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opensToDecider } from './deciders.js';
import { saleChangeColumns, viewOfRow, type SaleChangeRow } from './sale-change.view.js';

@Controller()
export class GetSaleChangeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSaleChange)
  async handle({ saleChangeId }: GetSaleChange, by: Actor): Promise<SaleChangeView> {
    const row = await this.reader.one<SaleChangeRow>(`select ${saleChangeColumns} from sale_change g where g.id = $1`, [
      saleChangeId,
    ]);
    if (!row || !opensToDecider(by, row))
      throw refuse.notFound('sale-change.not-found', '没有这份变更申请，请核对编号。');
    return viewOfRow(row);
  }
}
