import { defineEntity, p } from '@mikro-orm/core';
import {
  ContractFiled,
  ContractRescinded,
  ContractSigned,
  LoanDisbursed,
  type SignContract,
  type SpecialClause,
} from '@linli/contracts';
import { newId, raise, refuse, type Day } from '@linli/kernel';
import { checkMoney, termColumns } from './contract-terms.js';
import { contractWorkflow, isLoan, type ContractState } from './contract.workflow.js';

const ContractSchema = defineEntity({
  name: 'Contract',
  tableName: 'contract',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractNo: p.text(),
    state: p.text().$type<ContractState>(),
    projectId: p.text(),
    subscriptionId: p.uuid(),
    unitId: p.uuid(),
    room: p.text(),
    buyerPartyIds: p.array().columnType('uuid[]'),
    consultantId: p.text(),
    consultant: p.text(),
    enteredBy: p.text(),
    signedOn: p.date(),
    paymentMethod: p.text(),
    totalPriceFen: p.bigint('number'),
    downPaymentFen: p.bigint('number').nullable(),
    loanBank: p.text().nullable(),
    loanContractNo: p.text().nullable(),
    loanAmountFen: p.bigint('number').nullable(),
    handoverDueOn: p.date(),
    specialClauses: p.json().$type<SpecialClause[]>(),
    filedOn: p.date().nullable(),
    filingNo: p.text().nullable(),
    loanDisbursedOn: p.date().nullable(),
    rescindedOn: p.date().nullable(),
    rescindReason: p.text().nullable(),
  },
});

/** The 认购书 that a contract fulfils. */
export interface Subscribed {
  readonly id: string;
  readonly projectId: string;
  readonly unitId: string;
  readonly room: string;
  readonly buyerPartyIds: readonly string[];
  readonly consultantId: string;
  readonly consultant: string;
  readonly subscribedOn: Day;
  readonly agreedPriceFen: number;
}

/** 购房合同: one per sold unit, the source of every line of 契约签署一览表 [REQ-092, 334]. */
export class Contract extends ContractSchema.class {
  static sign(form: SignContract, subscription: Subscribed, entry: { by: string; today: Day }): Contract {
    const { by, today } = entry;
    const signedOn = form.signedOn ?? today;
    checkDays(form, subscription, signedOn, today);
    checkMoney(form);
    if (form.totalPriceFen !== subscription.agreedPriceFen)
      throw refuse.rule('contract.price-not-agreed', '合同总价与认购书的成交价不符；要改价或优惠，请先申请并获批准。', {
        agreedPriceFen: subscription.agreedPriceFen,
      });
    const { projectId, unitId, room, buyerPartyIds, consultantId, consultant } = subscription;
    const contract = Object.assign(new Contract(), {
      id: newId(),
      state: contractWorkflow.initial,
      ...termColumns(form),
      ...{ projectId, unitId, room, consultantId, consultant, signedOn },
      subscriptionId: subscription.id,
      buyerPartyIds: [...buyerPartyIds],
      enteredBy: by,
      ...{ filedOn: null, filingNo: null, loanDisbursedOn: null, rescindedOn: null, rescindReason: null },
    });
    contract.tellSigned();
    return contract;
  }

  get partyId(): string {
    return this.buyerPartyIds[0] ?? '';
  }

  /** 合同备案 [REQ-123]. */
  file(filingNo: string, on: Day, today: Day): void {
    if (on > today) throw refuse.rule('contract.filed-in-future', '备案日期不能晚于今天，请核对日期。');
    if (on < this.signedOn) throw refuse.rule('contract.filed-before-signing', '备案日期不能早于签约日期。');
    this.state = contractWorkflow.move(this.state, 'file');
    Object.assign(this, { filedOn: on, filingNo });
    raise(this, ContractFiled, { ...this.place(), filedOn: on });
  }

  /** 按揭放款 [REQ-124]. */
  disburseLoan(on: Day, today: Day): void {
    if (!isLoan(this.paymentMethod)) throw refuse.rule('contract.no-loan', '该合同不是贷款付款，没有放款可登记。');
    if (on > today) throw refuse.rule('contract.disbursed-in-future', '放款日期不能晚于今天，请核对日期。');
    if (this.filedOn && on < this.filedOn)
      throw refuse.rule('contract.disbursed-before-filing', '放款日期不能早于备案日期。');
    this.state = contractWorkflow.move(this.state, 'disburseLoan');
    this.loanDisbursedOn = on;
    raise(this, LoanDisbursed, { ...this.place(), disbursedOn: on });
  }

  /** 解除合同: the sale is off for all departments. */
  rescind(reason: string, on: Day): void {
    this.state = contractWorkflow.move(this.state, 'rescind');
    Object.assign(this, { rescindedOn: on, rescindReason: reason });
    raise(this, ContractRescinded, { ...this.place(), subscriptionId: this.subscriptionId, rescindedOn: on });
  }

  private place(): { contractId: string; unitId: string; projectId: string; partyId: string } {
    return { contractId: this.id, unitId: this.unitId, projectId: this.projectId, partyId: this.partyId };
  }

  private tellSigned(): void {
    const [, ...coBuyerPartyIds] = this.buyerPartyIds;
    const { contractNo, subscriptionId, room, paymentMethod, totalPriceFen, signedOn, handoverDueOn } = this;
    const { loanBank, loanContractNo, loanAmountFen } = this;
    raise(this, ContractSigned, {
      ...this.place(),
      ...{ contractNo, subscriptionId, room, coBuyerPartyIds, paymentMethod, totalPriceFen, signedOn, handoverDueOn },
      ...(loanBank ? { loanBank } : {}),
      ...(loanContractNo ? { loanContractNo } : {}),
      ...(loanAmountFen ? { loanAmountFen } : {}),
    });
  }
}

ContractSchema.setClass(Contract);

function checkDays(form: SignContract, { subscribedOn }: Subscribed, signedOn: Day, today: Day): void {
  if (signedOn > today) throw refuse.rule('contract.signed-in-future', '签约日期不能晚于今天，请核对日期。');
  if (signedOn < subscribedOn)
    throw refuse.rule('contract.signed-before-subscription', '签约日期不能早于认购日期，请核对日期。');
  if (form.handoverDueOn < signedOn)
    throw refuse.rule('contract.handover-before-signing', '约定交付日不能早于签约日期。');
}
