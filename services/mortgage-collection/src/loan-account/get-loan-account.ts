import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetLoanAccount, type LoanAccountView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { accountColumns, view, type LoanAccountRow } from './loan-account.view.js';

@Controller()
export class GetLoanAccountHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetLoanAccount)
  async handle({ loanAccountId }: GetLoanAccount, by: Actor): Promise<LoanAccountView> {
    const row = await this.reader.one<LoanAccountRow>(`select ${accountColumns} from loan_account a where a.id = $1`, [
      loanAccountId,
    ]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('loan-account.not-found', '没有这笔按揭贷款，请核对编号。');
    return view(row);
  }
}
