import { Day, Fen, Id, Int, OneOf, Parts, Personal, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { paymentMethods } from './events.js';
import { BuyerView } from './subscription.js';

export const contractStates = ['SIGNED', 'FILED', 'LOAN_DISBURSED', 'RESCINDED'] as const;

/** 备注:合同特殊条款, each clause with its debtor and day where it has them. */
export class SpecialClause {
  @Text({ max: 1000, description: '条款' }) text!: string;
  @Text({ max: 60, optional: true, description: '义务方' }) debtor?: string;
  @Day({ optional: true, description: '履行期限' }) dueOn?: string;
}

/** 购房合同, and with it a line of 契约签署一览表. */
export class ContractView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '合同编号' }) contractNo!: string;
  @OneOf(contractStates) state!: string;
  @Text() projectId!: string;
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  /** The main buyer first. */
  @Parts(() => BuyerView, { max: 20, description: '买受人' }) buyers!: BuyerView[];
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Text({ description: '录入人' }) enteredBy!: string;
  @Day({ description: '签约日期' }) signedOn!: string;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Fen({ description: '合同总价' }) totalPriceFen!: number;
  @Fen({ optional: true, description: '首付' }) downPaymentFen?: number;
  @Text({ optional: true, description: '贷款银行' }) loanBank?: string;
  @Text({ optional: true, description: '借款合同编号' }) loanContractNo?: string;
  @Fen({ optional: true, description: '贷款金额' }) loanAmountFen?: number;
  @Day({ description: '约定交付日' }) handoverDueOn!: string;
  @Parts(() => SpecialClause, { max: 50 }) specialClauses!: SpecialClause[];
  @Day({ optional: true, description: '备案日期' }) filedOn?: string;
  @Text({ optional: true, description: '备案号' }) filingNo?: string;
  @Day({ optional: true, description: '放款日期' }) loanDisbursedOn?: string;
  @Day({ optional: true, description: '解除日期' }) rescindedOn?: string;
  @Text({ optional: true, max: 500, description: '解除原因' }) rescindReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** The ID number of a buyer whose papers were not yet seen. */
export class BuyerIdentity {
  @Id() partyId!: string;
  @Text({ max: 30, min: 6 }) @Personal('id-number') idNumber!: string;
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.FINANCE_DEPT,
] as const;

/** Buyers and unit are those of the 认购书. Every buyer's ID number must be known or given here. */
export class SignContract {
  static readonly subject = 'cmd.sales-office.contract.sign';
  static readonly http = 'POST /contracts';
  static readonly status = 201;
  static readonly roles = [Role.INVENTORY_CONTROLLER, Role.SALES_CONSULTANT] as const;
  static readonly reply = ContractView;
  static readonly summary = '购房合同:签署';

  @Id() subscriptionId!: string;
  @Text({ max: 60 }) contractNo!: string;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) signedOn?: string;
  @Parts(() => BuyerIdentity, { max: 20, optional: true }) identities?: BuyerIdentity[];
  @Fen({ min: 1 }) totalPriceFen!: number;
  @OneOf(paymentMethods) paymentMethod!: string;
  @Fen({ optional: true }) downPaymentFen?: number;
  /** Bank, contract and amount are needed for MORTGAGE, PROVIDENT_FUND and COMBINED, and refused for the others. */
  @Text({ max: 60, optional: true }) loanBank?: string;
  @Text({ max: 60, optional: true }) loanContractNo?: string;
  @Fen({ min: 1, optional: true }) loanAmountFen?: number;
  @Day() handoverDueOn!: string;
  @Parts(() => SpecialClause, { max: 50, optional: true }) specialClauses?: SpecialClause[];
  /** The newest scheme of the project for this payment method unless told. */
  @Id({ optional: true }) paymentSchemeId?: string;
}

export class FileContract {
  static readonly subject = 'cmd.sales-office.contract.file';
  static readonly http = 'POST /contracts/:contractId/file';
  static readonly roles = [Role.INVENTORY_CONTROLLER, Role.SALES_CONSULTANT] as const;
  static readonly reply = ContractView;
  static readonly summary = '购房合同:备案';

  @Id() contractId!: string;
  @Version() version!: number;
  /** Today unless told; not in the future, not before signing. */
  @Day({ optional: true }) filedOn?: string;
  @Text({ max: 60 }) filingNo!: string;
}

export class RecordLoanDisbursement {
  static readonly subject = 'cmd.sales-office.contract.disburse-loan';
  static readonly http = 'POST /contracts/:contractId/disburse-loan';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = ContractView;
  static readonly summary = '购房合同:按揭放款';

  @Id() contractId!: string;
  @Version() version!: number;
  /** Today unless told; not in the future, not before filing. */
  @Day({ optional: true }) disbursedOn?: string;
}

export class GetContract {
  static readonly subject = 'qry.sales-office.contract.get';
  static readonly http = 'GET /contracts/:contractId';
  static readonly roles = readers;
  static readonly reply = ContractView;
  static readonly summary = '购房合同:一份';

  @Id() contractId!: string;
}

export class FindContracts extends PageQuery {
  static readonly subject = 'qry.sales-office.contract.find';
  static readonly http = 'GET /contracts';
  static readonly roles = readers;
  static readonly reply = pageOf(ContractView);
  static readonly summary = '契约签署一览表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(contractStates, { optional: true }) state?: string;
  @Id({ optional: true }) unitId?: string;
  @OneOf(paymentMethods, { optional: true }) paymentMethod?: string;
  @Day({ optional: true, description: 'signed on this day or later' }) signedFrom?: string;
  @Day({ optional: true, description: 'signed on this day or before' }) signedTo?: string;
  @Sought('persons') person?: string;
  @Text({ max: 60, min: 1, optional: true, description: '合同特殊条款中的字词' }) clause?: string;
}
