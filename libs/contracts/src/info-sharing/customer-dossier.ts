import { Bool, Day, Id, ManyOf, OneOf, Part, Parts, Personal, Text, Texts } from '../fields.js';
import { Role } from '../roles.js';
import { CustomerFacts, customerDataFacts, customerStandings } from '../sales-office/customer-data.js';

/** What one project has delivered of a customer. */
export class DossierEntry {
  @Id() prospectId!: string;
  @Id() partyId!: string;
  @Text() projectId!: string;
  @OneOf(customerStandings) standing!: string;
  @Day({ description: '并入客户信息库的日期' }) deliveredOn!: string;
  @ManyOf(customerDataFacts, { description: '缺少的资料' }) missing!: string[];
  @Part(() => CustomerFacts, { optional: true, description: 'as the sales office has them now' }) facts?: CustomerFacts;
}

/** 完整客户资料: what all projects have delivered of one customer, whatever departments know him under whatever id. */
export class CustomerDossierView {
  @Id() id!: string;
  @Text({ description: '客户姓名' }) @Personal('name') name!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Bool({ description: 'delivered, and nothing is missing in any entry' }) complete!: boolean;
  @Parts(() => DossierEntry, { max: 200 }) entries!: DossierEntry[];
  @Texts({ maxItems: 1, description: 'departments that did not answer, so that facts are missing here' })
  away!: string[];
}

/** The entries of the projects that the asker works for; an id that was merged answers with the customer who remained. */
export class GetCustomerDossier {
  static readonly subject = 'qry.info-sharing.customer.dossier';
  static readonly http = 'GET /customers/:customerId/dossier';
  static readonly roles = [Role.CUSTOMER_AFFAIRS_DEPT, Role.SALES_ADMIN_DEPT, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = CustomerDossierView;
  static readonly summary = '公司客户信息库:完整客户资料';

  @Id() customerId!: string;
}
