import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { RecordLoanDisbursement, type ContractView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { buyersOf } from '../subscription/buyers.js';
import { Contract } from './contract.js';
import { view } from './contract.view.js';

@Controller()
export class RecordLoanDisbursementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordLoanDisbursement)
  async handle({ contractId, version, disbursedOn }: RecordLoanDisbursement): Promise<ContractView> {
    const contract = await load(this.em, Contract, contractId, version);
    const today = dayOf(now());
    contract.disburseLoan(disbursedOn ?? today, today);
    this.em.persist(CareNode.fallDue('LOAN_DISBURSED', contract, today));
    return view(contract, await buyersOf(this.em, contract.buyerPartyIds));
  }
}
