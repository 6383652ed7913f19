import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSalesAnalysis, type SalesAnalysisView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { salesAnalysisColumns, viewOfRow, type SalesAnalysisRow } from './sales-analysis.view.js';

@Controller()
export class GetSalesAnalysisHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSalesAnalysis)
  async handle({ salesAnalysisId }: GetSalesAnalysis, by: Actor): Promise<SalesAnalysisView> {
    const row = await this.reader.one<SalesAnalysisRow>(
      `select ${salesAnalysisColumns} from sales_analysis a where a.id = $1`,
      [salesAnalysisId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('sales-analysis.not-found', '没有这份分析，请核对编号。');
    return viewOfRow(row);
  }
}
