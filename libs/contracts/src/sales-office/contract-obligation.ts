import { Bool, Day, Id, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const contractObligationStates = ['OPEN', 'FULFILLED', 'LAPSED'] as const;

/** 合同特殊条款 as an obligation: what was promised in the remark of a contract, by whom and until when. */
export class ContractObligationView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(contractObligationStates) state!: string;
  @Text() projectId!: string;
  @Id() contractId!: string;
  @Text({ description: '合同编号' }) contractNo!: string;
  @Text({ description: '房号' }) room!: string;
  @Text({ description: '销售代表' }) consultantId!: string;
  @Text({ max: 1000, description: '条款' }) clause!: string;
  @Text({ optional: true, description: '义务方' }) debtor?: string;
  @Day({ optional: true, description: '履行期限' }) dueOn?: string;
  @Bool({ description: '已逾期' }) overdue!: boolean;
  @Text({ optional: true, max: 1000, description: '履行情况' }) proof?: string;
  @Text({ optional: true, description: '登记人' }) fulfilledBy?: string;
  @Day({ optional: true, description: '履行日期' }) fulfilledOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.FINANCE_DEPT,
] as const;

export class FulfilObligation {
  static readonly subject = 'cmd.sales-office.contract-obligation.fulfil';
  static readonly http = 'POST /contract-obligations/:contractObligationId/fulfil';
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.SALES_SUPERVISOR] as const;
  static readonly reply = ContractObligationView;
  static readonly summary = '合同特殊条款:已履行';

  @Id() contractObligationId!: string;
  @Version() version!: number;
  @Text({ max: 1000 }) proof!: string;
}

export class GetContractObligation {
  static readonly subject = 'qry.sales-office.contract-obligation.get';
  static readonly http = 'GET /contract-obligations/:contractObligationId';
  static readonly roles = readers;
  static readonly reply = ContractObligationView;
  static readonly summary = '合同特殊条款:一条';

  @Id() contractObligationId!: string;
}

export class FindContractObligations extends PageQuery {
  static readonly subject = 'qry.sales-office.contract-obligation.find';
  static readonly http = 'GET /contract-obligations';
  static readonly roles = readers;
  static readonly reply = pageOf(ContractObligationView);
  static readonly summary = '合同特殊条款:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(contractObligationStates, { optional: true }) state?: string;
  @Id({ optional: true }) contractId?: string;
  @Day({ optional: true, description: 'due before this day' }) dueBefore?: string;
}
