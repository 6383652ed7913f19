import { defineEntity, p } from '@mikro-orm/core';
import type { ContractTerms, SignContractDraft, SignContract, SpecialClause } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { checkMoney, termColumns } from '../contract/contract-terms.js';
import { contractDraftWorkflow, type ContractDraftState } from './contract-draft.workflow.js';

const ContractDraftSchema = defineEntity({
  name: 'ContractDraft',
  tableName: 'contract_draft',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ContractDraftState>(),
    projectId: p.text(),
    subscriptionId: p.uuid(),
    consultantId: p.text(),
    contractNo: p.text(),
    paymentMethod: p.text(),
    totalPriceFen: p.bigint('number'),
    downPaymentFen: p.bigint('number').nullable(),
    loanBank: p.text().nullable(),
    loanContractNo: p.text().nullable(),
    loanAmountFen: p.bigint('number').nullable(),
    handoverDueOn: p.date(),
    specialClauses: p.json().$type<SpecialClause[]>(),
    paymentSchemeId: p.uuid().nullable(),
    draftedBy: p.text(),
    draftedAt: p.datetime(),
    revisedBy: p.text().nullable(),
    revisedAt: p.datetime().nullable(),
    withdrawReason: p.text().nullable(),
    contractId: p.uuid().nullable(),
  },
});

/** 购房合同草稿: the terms of a contract that nobody has signed. Buyers, unit and agreed price stay those of the 认购书 [REQ-334, 335]. */
export class ContractDraft extends ContractDraftSchema.class {
  static draw(
    terms: ContractTerms,
    subscription: { id: string; projectId: string; consultantId: string },
    by: string,
    at: Date,
  ): ContractDraft {
    checkMoney(terms);
    const { id: subscriptionId, projectId, consultantId } = subscription;
    return Object.assign(new ContractDraft(), {
      id: newId(),
      state: contractDraftWorkflow.initial,
      ...{ subscriptionId, projectId, consultantId, draftedBy: by, draftedAt: at },
      ...termColumns(terms),
      paymentSchemeId: terms.paymentSchemeId ?? null,
      ...{ revisedBy: null, revisedAt: null, withdrawReason: null, contractId: null },
    });
  }

  revise(terms: ContractTerms, by: string, at: Date): void {
    this.state = contractDraftWorkflow.move(this.state, 'revise');
    checkMoney(terms);
    const { paymentSchemeId = null } = terms;
    Object.assign(this, { ...termColumns(terms), paymentSchemeId, revisedBy: by, revisedAt: at });
  }

  withdraw(reason: string): void {
    this.state = contractDraftWorkflow.move(this.state, 'withdraw');
    this.withdrawReason = reason;
  }

  /** What is signed now, as it was drafted. */
  sign({ signedOn, identities }: Pick<SignContractDraft, 'signedOn' | 'identities'>): SignContract {
    this.state = contractDraftWorkflow.move(this.state, 'sign');
    const { subscriptionId, contractNo, totalPriceFen, paymentMethod, handoverDueOn, specialClauses } = this;
    const { downPaymentFen, loanBank, loanContractNo, loanAmountFen, paymentSchemeId } = this;
    return {
      ...{ subscriptionId, contractNo, totalPriceFen, paymentMethod, handoverDueOn, specialClauses },
      ...(downPaymentFen === null ? {} : { downPaymentFen }),
      ...(loanBank === null ? {} : { loanBank }),
      ...(loanContractNo === null ? {} : { loanContractNo }),
      ...(loanAmountFen === null ? {} : { loanAmountFen }),
      ...(paymentSchemeId === null ? {} : { paymentSchemeId }),
      ...(signedOn ? { signedOn } : {}),
      ...(identities ? { identities } : {}),
    };
  }
}

ContractDraftSchema.setClass(ContractDraft);
