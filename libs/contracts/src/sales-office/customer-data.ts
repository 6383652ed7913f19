import { Day, Id, Ids, Instant, Int, ManyOf, OneOf, Parts, Personal, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import {
  buyingMotives,
  educations,
  incomeBands,
  occupations,
  profileFacts,
  residentialAreas,
} from './buyer-profile.js';

export const customerDataStates = ['SUBMITTED', 'ACCEPTED', 'RETURNED'] as const;
/** What somebody is to the project: 意向客户, 业主, 流失客户. */
export const customerStandings = ['PROSPECT', 'BUYER', 'LOST'] as const;
/** What complete customer data have: the six facts of 消费者分析, and of a buyer his ID number. */
export const customerDataFacts = [...profileFacts, 'ID_NUMBER'] as const;

export class MissingFact {
  @OneOf(customerDataFacts) fact!: string;
  @Int({ description: 'customers of whom nobody has filled it in' }) customers!: number;
}

/** 客户资料上报单: the customers of a project who are new or changed since the last accepted one. */
export class CustomerDataSubmissionView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(customerDataStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Int({ min: 1, description: '客户数' }) customers!: number;
  @Int({ description: '业主数' }) buyers!: number;
  @Int({ description: '资料完整的客户数' }) complete!: number;
  @Parts(() => MissingFact, { max: 10, description: '缺少的资料' }) missing!: MissingFact[];
  @Text({ description: '上报人' }) submittedBy!: string;
  @Instant({ description: '上报时间' }) submittedAt!: string;
  @Text({ optional: true, description: '审核人' }) decidedBy?: string;
  @Instant({ optional: true, description: '审核时间' }) decidedAt?: string;
  @Text({ optional: true, max: 500, description: '审核意见' }) opinion?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT, Role.SALES_ADMIN_DEPT] as const;

/** One submission of a project waits at a time; refused when nobody is new or changed. */
export class SubmitCustomerData {
  static readonly subject = 'cmd.sales-office.customer-data.submit';
  static readonly http = 'POST /customer-data-submissions';
  static readonly status = 201;
  static readonly roles = [Role.SALES_MANAGER] as const;
  static readonly reply = CustomerDataSubmissionView;
  static readonly summary = '客户资料:上报地产公司销售部';

  @Text({ max: 64 }) projectId!: string;
}

/** The data become part of 公司客户信息库. */
export class AcceptCustomerData {
  static readonly subject = 'cmd.sales-office.customer-data.accept';
  static readonly http = 'POST /customer-data-submissions/:submissionId/accept';
  static readonly roles = [Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = CustomerDataSubmissionView;
  static readonly summary = '客户资料上报单:审核通过,并入公司客户信息库';

  @Id() submissionId!: string;
  @Version() version!: number;
  @Text({ max: 500, optional: true }) opinion?: string;
}

/** The project completes its data and submits them anew. */
export class ReturnCustomerData {
  static readonly subject = 'cmd.sales-office.customer-data.return';
  static readonly http = 'POST /customer-data-submissions/:submissionId/return';
  static readonly roles = [Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = CustomerDataSubmissionView;
  static readonly summary = '客户资料上报单:退回补充';

  @Id() submissionId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) opinion!: string;
}

export class GetCustomerDataSubmission {
  static readonly subject = 'qry.sales-office.customer-data.get';
  static readonly http = 'GET /customer-data-submissions/:submissionId';
  static readonly roles = readers;
  static readonly reply = CustomerDataSubmissionView;
  static readonly summary = '客户资料上报单:一份';

  @Id() submissionId!: string;
}

export class FindCustomerDataSubmissions extends PageQuery {
  static readonly subject = 'qry.sales-office.customer-data.find';
  static readonly http = 'GET /customer-data-submissions';
  static readonly roles = readers;
  static readonly reply = pageOf(CustomerDataSubmissionView);
  static readonly summary = '客户资料上报单:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(customerDataStates, { optional: true }) state?: string;
}

/** A line of 客户资料上报单. */
export class SubmittedCustomerView {
  @Id() prospectId!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') name!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @OneOf(customerStandings) standing!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @ManyOf(customerDataFacts, { description: '缺少的资料' }) missing!: string[];
}

export class FindSubmittedCustomers extends PageQuery {
  static readonly subject = 'qry.sales-office.customer-data.customers';
  static readonly http = 'GET /customer-data-submissions/:submissionId/customers';
  static readonly roles = readers;
  static readonly reply = pageOf(SubmittedCustomerView);
  static readonly summary = '客户资料上报单:客户明细';

  @Id() submissionId!: string;
  @OneOf(customerStandings, { optional: true }) standing?: string;
  @OneOf(customerDataFacts, { optional: true, description: 'only those without this fact' }) missing?: string;
}

export class FactCount {
  @OneOf(profileFacts) fact!: string;
  /** A code of the fact's list, or UNKNOWN. */
  @Text({ max: 40 }) value!: string;
  @Int() customers!: number;
}

export class ProjectCustomers {
  @Text() projectId!: string;
  @Int() customers!: number;
  @Int({ description: '业主数' }) buyers!: number;
  @Day({ description: 'newest accepted submission' }) asOf!: string;
}

/** The customers of all accepted submissions; one phone is one customer, however many projects know him. */
export class CustomerDataAnalysisView {
  @Int({ description: '客户数' }) customers!: number;
  @Int({ description: '业主数' }) buyers!: number;
  @Int({ description: 'customers of more than one project' }) inSeveralProjects!: number;
  @Int({ description: '资料完整的客户数' }) complete!: number;
  @Parts(() => ProjectCustomers, { max: 1_000 }) projects!: ProjectCustomers[];
  @Parts(() => FactCount, { max: 200 }) facts!: FactCount[];
}

/** What the company knows of its customers, analysed over the projects that the asker works for. */
export class GetCustomerDataAnalysis {
  static readonly subject = 'qry.sales-office.customer-data.analysis';
  static readonly http = 'GET /customer-data-analysis';
  static readonly roles = [Role.COMPANY_SALES_DEPT, Role.SALES_ADMIN_DEPT] as const;
  static readonly reply = CustomerDataAnalysisView;
  static readonly summary = '客户资料统一分析';

  @Text({ max: 64, optional: true }) projectId?: string;
}

/** The coded facts of a customer as the sales office has them now. */
export class CustomerFacts {
  @Id() prospectId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
  @OneOf(occupations, { optional: true, description: '职业' }) occupation?: string;
  @OneOf(incomeBands, { optional: true, description: '经济收入水平' }) incomeBand?: string;
  @OneOf(educations, { optional: true, description: '文化层次' }) education?: string;
  @OneOf(residentialAreas, { optional: true, description: '居住区域' }) residentialArea?: string;
  @Text({ max: 40, optional: true, description: '了解产品渠道' }) channel?: string;
  @OneOf(buyingMotives, { optional: true, description: '消费心理' }) motive?: string;
}

export class CustomerFactsView {
  @Parts(() => CustomerFacts, { max: 500 }) facts!: CustomerFacts[];
}

/** Asked by info-sharing when somebody opens a dossier; only what was submitted and accepted is told. */
export class GetCustomerFacts {
  static readonly subject = 'qry.sales-office.customer-data.facts';
  static readonly services = ['info-sharing'];
  static readonly reply = CustomerFactsView;

  @Ids({ max: 200 }) partyIds!: string[];
}

/** A customer who was delivered to 公司客户信息库. */
export class DeliveredCustomer {
  @Id() prospectId!: string;
  @Id() partyId!: string;
  @OneOf(customerStandings) standing!: string;
  /** Rises with each change of the customer's entry in the project: the greater one is the later one. */
  @Int({ min: 1 }) revision!: number;
  @ManyOf(customerDataFacts) missing!: string[];
}

/** 地产公司销售部 has accepted a project's customer data; many customers are told in several events. */
export class CustomerDataDelivered {
  static readonly subject = 'evt.sales-office.customer-data.delivered';
  @Id() submissionId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Day() deliveredOn!: string;
  @Parts(() => DeliveredCustomer, { max: 500 }) customers!: DeliveredCustomer[];
}
