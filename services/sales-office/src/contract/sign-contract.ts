import { Controller, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, formNo, Handles, load, now, planClock, whenNotUnique, type Actor } from '@linli/bus';
import { SignContract, type ContractView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { ContractObligation } from '../contract-obligation/contract-obligation.js';
import { ContractDraft } from '../contract-draft/contract-draft.js';
import { DealFile } from '../deal-file/deal-file.js';
import { planOwnCareNodes } from '../own-care-node/plan-own-care-nodes.js';
import { loadFromBook } from '../prospect/book.js';
import { PlanPayments } from '../payment-plan/plan-payments.js';
import { buyersOf } from '../subscription/buyers.js';
import { mustHaveNoOpenChange } from '../sale-change/open-change.js';
import { Subscription } from '../subscription/subscription.js';
import { Unit } from '../unit/unit.js';
import { Contract } from './contract.js';
import { view } from './contract.view.js';
import { identifyBuyers } from './identify-buyers.js';

whenNotUnique('contract_no', () => refuse.conflict('contract.number-taken', '合同编号已被使用，请核对编号。'));
whenNotUnique('contract_unit', () => refuse.conflict('contract.unit-already-signed', '该房源已签购房合同。'));
whenNotUnique('contract_subscription', () => refuse.conflict('contract.unit-already-signed', '该认购书已签购房合同。'));

/** What signing does, with a draft or without [REQ-334]. */
@Injectable()
export class SignContracts {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
    private readonly payments: PlanPayments,
  ) {}

  async sign(form: SignContract, subscription: Subscription, by: Actor): Promise<ContractView> {
    await mustHaveNoOpenChange(this.em, subscription.id);
    const unit = await load(this.em, Unit, subscription.unitId);
    const buyers = await buyersOf(this.em, subscription.buyerPartyIds);
    subscription.sign();
    const contract = Contract.sign(form, subscription, { by: by.name, today: dayOf(now()) });
    identifyBuyers(buyers, form.identities ?? [], this.sealer);
    unit.sign();
    const obligations = contract.specialClauses.map((clause) => ContractObligation.of(contract, clause));
    this.em.persist([contract, DealFile.open(contract, formNo('CJ')), ...obligations]);
    await this.payments.forContract(contract, subscription.confirmationId, form.paymentSchemeId);
    await cancelClock('day-before-signing', subscription);
    await planClock('seven-days-after-signing', subscription, { from: contract.signedOn });
    await planOwnCareNodes(this.em, 'SIGNED', contract, contract.signedOn);
    return view(contract, buyers);
  }
}

@Controller()
export class SignContractHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly contracts: SignContracts,
  ) {}

  @Handles(SignContract)
  async handle(form: SignContract, by: Actor): Promise<ContractView> {
    const subscription = await loadFromBook(this.em, Subscription, form.subscriptionId, by);
    if ((await this.em.count(ContractDraft, { subscriptionId: subscription.id, state: 'DRAFT' })) > 0)
      throw refuse.conflict('contract-draft.open', '该认购书已有合同草稿，请在草稿上签署，或先撤回草稿。');
    return this.contracts.sign(form, subscription, by);
  }
}
