import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { RecordLoanDisbursement, type ContractView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { CareNode } from '../care-node/care-node.js';
import { planOwnCareNodes } from '../own-care-node/plan-own-care-nodes.js';
import { lockPlan } from '../payment-plan/lock-plan.js';
import { PaymentPlan } from '../payment-plan/payment-plan.js';
import { endReminders } from '../payment-reminder/end-reminders.js';
import { buyersOf } from '../subscription/buyers.js';
import { Contract } from './contract.js';
import { view } from './contract.view.js';

@Controller()
export class RecordLoanDisbursementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordLoanDisbursement)
  async handle({ contractId, version, disbursedOn }: RecordLoanDisbursement, by: Actor): Promise<ContractView> {
    const contract = await load(this.em, Contract, contractId, version);
    const today = dayOf(now());
    contract.disburseLoan(disbursedOn ?? today, today);
    await this.receiveLoan(contract.id, by);
    this.em.persist(CareNode.fallDue('LOAN_DISBURSED', contract, today));
    await planOwnCareNodes(this.em, 'LOAN_DISBURSED', contract, disbursedOn ?? today);
    return view(contract, await buyersOf(this.em, contract.buyerPartyIds));
  }

  private async receiveLoan(contractId: string, by: Actor): Promise<void> {
    const found = await this.em.findOne(PaymentPlan, { contractId });
    if (!found) return; // signed before plans were drawn
    const plan = await lockPlan(this.em, found.id);
    plan.payOutLoan(by.name, now());
    await endReminders(this.em, plan);
  }
}
