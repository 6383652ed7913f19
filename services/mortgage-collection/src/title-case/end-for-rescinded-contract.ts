import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ContractRescinded } from '@linli/contracts';
import { LoanAccount } from '../loan-account/loan-account.js';
import { TitleCase } from './title-case.js';
import { titleWorkflow } from './title-case.workflow.js';

@Controller()
export class EndForRescindedContract {
  constructor(private readonly em: EntityManager) {}

  @On(ContractRescinded, { as: 'end-for-rescinded-contract' })
  async handle({ contractId, rescindedOn }: ContractRescinded): Promise<void> {
    const found = await this.em.findOne(TitleCase, { contractId });
    // With the certificate out, or told twice, there is nothing to end: a title that exists is given back by law.
    if (found && titleWorkflow.can(found.state, 'cancel')) found.cancel();
    const account = await this.em.findOne(LoanAccount, { contractId });
    account?.noteRescinded(rescindedOn); // a cash buyer has none
  }
}
