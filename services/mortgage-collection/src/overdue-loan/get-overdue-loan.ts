import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetOverdueLoan, type OverdueLoanView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { overdueColumns, overduePartsColumns, view, type OverdueLoanRow } from './overdue-loan.view.js';

@Controller()
export class GetOverdueLoanHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetOverdueLoan)
  async handle({ overdueLoanId }: GetOverdueLoan, by: Actor): Promise<OverdueLoanView> {
    const row = await this.reader.one<OverdueLoanRow>(
      `select ${overdueColumns}, ${overduePartsColumns} from overdue_loan o where o.id = $1`,
      [overdueLoanId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('overdue-loan.not-found', '没有这笔按揭逾期还款记录，请核对编号。');
    return view(row);
  }
}
