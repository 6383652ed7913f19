import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSalesCollateral, type SalesCollateralView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { salesCollateralColumns, viewOfRow, type SalesCollateralRow } from './sales-collateral.view.js';

@Controller()
export class GetSalesCollateralHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSalesCollateral)
  async handle({ salesCollateralId }: GetSalesCollateral, by: Actor): Promise<SalesCollateralView> {
    const row = await this.reader.one<SalesCollateralRow>(
      `select ${salesCollateralColumns} from sales_collateral m where m.id = $1`,
      [salesCollateralId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('sales-collateral.not-found', '没有这份销售资料，请核对编号。');
    return viewOfRow(row);
  }
}
