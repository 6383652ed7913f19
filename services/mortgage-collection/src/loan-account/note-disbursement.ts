import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { LoanDisbursed } from '@linli/contracts';
import { LoanAccount } from './loan-account.js';

@Controller()
export class NoteDisbursement {
  constructor(private readonly em: EntityManager) {}

  @On(LoanDisbursed, { as: 'note-disbursement' })
  async handle({ contractId, disbursedOn }: LoanDisbursed): Promise<void> {
    const account = await this.em.findOne(LoanAccount, { contractId });
    // A contract without a loan account was signed before this department kept any; there is nothing to note it on.
    account?.noteDisbursed(disbursedOn);
  }
}
