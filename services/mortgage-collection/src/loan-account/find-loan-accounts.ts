import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindLoanAccounts, type LoanAccountView, type PageOf } from '@linli/contracts';
import { loanNumber } from './loan-account.js';
import { accountColumns, view, type LoanAccountRow } from './loan-account.view.js';

@Controller()
export class FindLoanAccountsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindLoanAccounts)
  async handle(
    { projectId, contractId, loanContractNo, cursor, limit }: FindLoanAccounts,
    by: Actor,
  ): Promise<PageOf<LoanAccountView>> {
    return page(this.reader, {
      select: `${accountColumns} from loan_account a`,
      where: {
        'a.project_id = ?': projectId,
        'a.contract_id = ?': contractId,
        'a.loan_contract_no = ?': loanContractNo && loanNumber(loanContractNo),
        'a.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'a.id',
      cursor,
      limit,
      view: (row: LoanAccountRow) => view(row),
    });
  }
}
