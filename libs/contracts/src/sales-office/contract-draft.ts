import { Day, Fen, Id, Instant, Int, ManyOf, OneOf, Parts, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { BuyerIdentity, ContractView, SpecialClause } from './contract.js';
import { paymentMethods } from './events.js';
import { BuyerView } from './subscription.js';

export const contractDraftStates = ['DRAFT', 'SIGNED', 'WITHDRAWN'] as const;
/** What stands against signing now: another price was agreed, a buyer has no ID number, a change of the 认购书 is open. */
export const signingObstacles = ['PRICE_NOT_AGREED', 'IDENTITY_MISSING', 'CHANGE_OPEN'] as const;

/** What a 购房合同 says beside buyers and unit, which are those of the 认购书. */
export class ContractTerms {
  @Text({ max: 60, description: '合同编号' }) contractNo!: string;
  @Fen({ min: 1, description: '合同总价' }) totalPriceFen!: number;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Fen({ optional: true, description: '首付' }) downPaymentFen?: number;
  /** Bank, contract and amount are needed for MORTGAGE, PROVIDENT_FUND and COMBINED, and refused for the others. */
  @Text({ max: 60, optional: true, description: '贷款银行' }) loanBank?: string;
  @Text({ max: 60, optional: true, description: '借款合同编号' }) loanContractNo?: string;
  @Fen({ min: 1, optional: true, description: '贷款金额' }) loanAmountFen?: number;
  @Day({ description: '约定交付日' }) handoverDueOn!: string;
  @Parts(() => SpecialClause, { max: 50, optional: true }) specialClauses?: SpecialClause[];
  /** The newest scheme of the project for this payment method unless told. */
  @Id({ optional: true }) paymentSchemeId?: string;
}

/** 购房合同草稿, until it is signed or withdrawn. */
export class ContractDraftView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(contractDraftStates) state!: string;
  @Text({ description: '合同编号' }) contractNo!: string;
  @Text() projectId!: string;
  @Id() subscriptionId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  /** Those of the 认购书 as it is now, the main buyer first. */
  @Parts(() => BuyerView, { max: 20, description: '买受人' }) buyers!: BuyerView[];
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Fen({ description: '合同总价' }) totalPriceFen!: number;
  @Fen({ description: '认购书的成交价' }) agreedPriceFen!: number;
  @Fen({ optional: true, description: '首付' }) downPaymentFen?: number;
  @Text({ optional: true, description: '贷款银行' }) loanBank?: string;
  @Text({ optional: true, description: '借款合同编号' }) loanContractNo?: string;
  @Fen({ optional: true, description: '贷款金额' }) loanAmountFen?: number;
  @Day({ description: '约定交付日' }) handoverDueOn!: string;
  @Parts(() => SpecialClause, { max: 50 }) specialClauses!: SpecialClause[];
  @Id({ optional: true }) paymentSchemeId?: string;
  @Day({ description: '签约期限' }) signBy!: string;
  @ManyOf(signingObstacles, { description: 'what stands against signing now' }) obstacles!: string[];
  @Id({ optional: true, description: 'the contract that was signed by it' }) contractId?: string;
  @Text({ description: '起草人' }) draftedBy!: string;
  @Instant({ description: '起草时间' }) draftedAt!: string;
  @Text({ optional: true, description: '最后修改人' }) revisedBy?: string;
  @Instant({ optional: true, description: '最后修改时间' }) revisedAt?: string;
  @Text({ optional: true, max: 500, description: '撤回原因' }) withdrawReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const writers = [Role.INVENTORY_CONTROLLER, Role.SALES_CONSULTANT] as const;
const readers = [
  ...writers,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.FINANCE_DEPT,
] as const;

/** One draft of a 认购书 at a time; it binds nobody: unit, term of signing, reminders and registers stay as they are. */
export class DrawContractDraft extends ContractTerms {
  static readonly subject = 'cmd.sales-office.contract-draft.draw';
  static readonly http = 'POST /contract-drafts';
  static readonly status = 201;
  static readonly roles = writers;
  static readonly reply = ContractDraftView;
  static readonly summary = '购房合同草稿:起草';

  @Id() subscriptionId!: string;
}

/** The terms as a whole take the place of those before. */
export class ReviseContractDraft extends ContractTerms {
  static readonly subject = 'cmd.sales-office.contract-draft.revise';
  static readonly http = 'POST /contract-drafts/:contractDraftId/revise';
  static readonly roles = writers;
  static readonly reply = ContractDraftView;
  static readonly summary = '购房合同草稿:修改';

  @Id() contractDraftId!: string;
  @Version() version!: number;
}

export class WithdrawContractDraft {
  static readonly subject = 'cmd.sales-office.contract-draft.withdraw';
  static readonly http = 'POST /contract-drafts/:contractDraftId/withdraw';
  static readonly roles = writers;
  static readonly reply = ContractDraftView;
  static readonly summary = '购房合同草稿:撤回';

  @Id() contractDraftId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

/** The contract is signed as it was drafted. */
export class SignContractDraft {
  static readonly subject = 'cmd.sales-office.contract-draft.sign';
  static readonly http = 'POST /contract-drafts/:contractDraftId/sign';
  static readonly roles = writers;
  static readonly reply = ContractView;
  static readonly summary = '购房合同草稿:签署';

  @Id() contractDraftId!: string;
  @Version() version!: number;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) signedOn?: string;
  @Parts(() => BuyerIdentity, { max: 20, optional: true }) identities?: BuyerIdentity[];
}

export class GetContractDraft {
  static readonly subject = 'qry.sales-office.contract-draft.get';
  static readonly http = 'GET /contract-drafts/:contractDraftId';
  static readonly roles = readers;
  static readonly reply = ContractDraftView;
  static readonly summary = '购房合同草稿:一份';

  @Id() contractDraftId!: string;
}

export class FindContractDrafts extends PageQuery {
  static readonly subject = 'qry.sales-office.contract-draft.find';
  static readonly http = 'GET /contract-drafts';
  static readonly roles = readers;
  static readonly reply = pageOf(ContractDraftView);
  static readonly summary = '购房合同草稿:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(contractDraftStates, { optional: true }) state?: string;
  @Id({ optional: true }) subscriptionId?: string;
  @Sought('persons') person?: string;
}
