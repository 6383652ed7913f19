import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindOverdueLoans, type OverdueLoanView, type PageOf } from '@linli/contracts';
import { loanNumber } from '../loan-account/loan-account.js';
import { overdueColumns, view, type OverdueLoanRow } from './overdue-loan.view.js';

@Controller()
export class FindOverdueLoansHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindOverdueLoans)
  async handle(
    { projectId, state, loanContractNo, cursor, limit }: FindOverdueLoans,
    by: Actor,
  ): Promise<PageOf<OverdueLoanView>> {
    return page(this.reader, {
      select: `${overdueColumns} from overdue_loan o`,
      where: {
        'o.project_id = ?': projectId,
        'o.state = ?': state,
        'o.loan_contract_no = ?': loanContractNo && loanNumber(loanContractNo),
        'o.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'o.id',
      cursor,
      limit,
      view: (row: OverdueLoanRow) => view(row),
    });
  }
}
