import { Day, Id, Instant, Int, OneOf, Personal, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const problemCustomerStates = ['REPORTED', 'IN_HAND', 'SOLVED'] as const;
export const problemKinds = ['PAYMENT', 'LOAN', 'CONTRACT', 'UNIT', 'SERVICE', 'OWNERSHIP', 'OTHER'] as const;

/** A line of 问题客户一览表. */
export class ProblemCustomerView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(problemCustomerStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id({ optional: true }) prospectId?: string;
  @Id({ optional: true }) subscriptionId?: string;
  @Text({ optional: true, description: '房号' }) room?: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @OneOf(problemKinds, { description: '问题类别' }) kind!: string;
  @Text({ max: 2000, description: '问题' }) problem!: string;
  @Text({ description: '上报人' }) reportedBy!: string;
  @Instant({ description: '上报时间' }) reportedAt!: string;
  @Text({ optional: true, max: 2000, description: '处理办法' }) measure?: string;
  @Text({ optional: true, description: '责任人' }) owner?: string;
  @Day({ optional: true, description: '完成期限' }) dueOn?: string;
  @Text({ optional: true, max: 2000, description: '结果' }) result?: string;
  @Day({ optional: true, description: '解决日期' }) solvedOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
] as const;

/** A difficult customer is on the list of his superiors at once; either the prospect or the 认购书 says who he is. */
export class ReportProblemCustomer {
  static readonly subject = 'cmd.sales-office.problem-customer.report';
  static readonly http = 'POST /problem-customers';
  static readonly status = 201;
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER, Role.SALES_SUPERVISOR] as const;
  static readonly reply = ProblemCustomerView;
  static readonly summary = '问题客户一览表:上报';

  @Id({ optional: true }) prospectId?: string;
  @Id({ optional: true }) subscriptionId?: string;
  @OneOf(problemKinds) kind!: string;
  @Text({ max: 2000 }) problem!: string;
}

/** A superior says what is done, by whom and until when. */
export class TakeUpProblem {
  static readonly subject = 'cmd.sales-office.problem-customer.take-up';
  static readonly http = 'POST /problem-customers/:problemCustomerId/take-up';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = ProblemCustomerView;
  static readonly summary = '问题客户一览表:处理办法';

  @Id() problemCustomerId!: string;
  @Version() version!: number;
  @Text({ max: 2000 }) measure!: string;
  @Text({ max: 60 }) owner!: string;
  /** Not before today. */
  @Day() dueOn!: string;
}

export class SolveProblem {
  static readonly subject = 'cmd.sales-office.problem-customer.solve';
  static readonly http = 'POST /problem-customers/:problemCustomerId/solve';
  static readonly roles = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
  static readonly reply = ProblemCustomerView;
  static readonly summary = '问题客户一览表:已解决';

  @Id() problemCustomerId!: string;
  @Version() version!: number;
  @Text({ max: 2000 }) result!: string;
}

export class GetProblemCustomer {
  static readonly subject = 'qry.sales-office.problem-customer.get';
  static readonly http = 'GET /problem-customers/:problemCustomerId';
  static readonly roles = readers;
  static readonly reply = ProblemCustomerView;
  static readonly summary = '问题客户一览表:一件';

  @Id() problemCustomerId!: string;
}

export class FindProblemCustomers extends PageQuery {
  static readonly subject = 'qry.sales-office.problem-customer.find';
  static readonly http = 'GET /problem-customers';
  static readonly roles = readers;
  static readonly reply = pageOf(ProblemCustomerView);
  static readonly summary = '问题客户一览表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(problemCustomerStates, { optional: true }) state?: string;
  @OneOf(problemKinds, { optional: true }) kind?: string;
  @Sought('persons') person?: string;
}
