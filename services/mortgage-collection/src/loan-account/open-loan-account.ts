import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ContractSigned } from '@linli/contracts';
import { OverdueLoan } from '../overdue-loan/overdue-loan.js';
import { isLoan, LoanAccount } from './loan-account.js';

@Controller()
export class OpenLoanAccount {
  constructor(private readonly em: EntityManager) {}

  @On(ContractSigned, { as: 'open-loan-account' })
  async handle(contract: ContractSigned): Promise<void> {
    // A buyer who pays without a loan has no account.
    if (!isLoan(contract.paymentMethod)) return;
    // A contract has one account; a repeat under a new event id says nothing new.
    if (await this.em.findOne(LoanAccount, { contractId: contract.contractId })) return;
    const account = LoanAccount.open(contract);
    this.em.persist(account);
    if (account.loanContractNo === null) return;
    const { projectId, loanContractNo } = account;
    const reportedBefore = await this.em.find(OverdueLoan, { projectId, loanContractNo, loanAccountId: null });
    for (const loan of reportedBefore) loan.linkTo(account);
  }
}
