import { Day, Fen, Id, Int, OneOf, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { paymentMethods } from '../sales-office/events.js';

/** A buyer's loan, for which the company stands guarantee until the mortgage is registered. */
export class LoanAccountView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Id() contractId!: string;
  @Text({ description: '合同编号' }) contractNo!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() partyId!: string;
  @OneOf(paymentMethods, { description: '付款方式' }) paymentMethod!: string;
  @Text({ optional: true, description: '贷款银行' }) bank?: string;
  @Text({ optional: true, description: '借款合同号' }) loanContractNo?: string;
  @Fen({ optional: true, description: '贷款金额' }) amountFen?: number;
  @Day({ optional: true, description: '放款日期' }) disbursedOn?: string;
  @Day({ description: '担保起始日期' }) guaranteedOn!: string;
  @Day({ optional: true, description: '担保撤销日期' }) guaranteeReleasedOn?: string;
  @Day({ optional: true, description: '购房合同解除日期' }) rescindedOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.COLLECTION_OFFICER,
  Role.FINANCE_DEPT,
  Role.CUSTOMER_AFFAIRS_DEPT,
  Role.PROJECT_DEPT,
  Role.MANAGER_IN_CHARGE,
] as const;

export class GetLoanAccount {
  static readonly subject = 'qry.mortgage-collection.loan-account.get';
  static readonly http = 'GET /loan-accounts/:loanAccountId';
  static readonly roles = readers;
  static readonly reply = LoanAccountView;
  static readonly summary = '按揭贷款:一笔';

  @Id() loanAccountId!: string;
}

export class FindLoanAccounts extends PageQuery {
  static readonly subject = 'qry.mortgage-collection.loan-account.find';
  static readonly http = 'GET /loan-accounts';
  static readonly roles = readers;
  static readonly reply = pageOf(LoanAccountView);
  static readonly summary = '按揭贷款:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Id({ optional: true }) contractId?: string;
  @Text({ max: 60, optional: true }) loanContractNo?: string;
}
