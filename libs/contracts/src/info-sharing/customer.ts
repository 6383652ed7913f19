import { Bool, Id, Int, OneOf, Parts, Personal, Text, Texts } from '../fields.js';
import { lifeReaders } from '../life.js';
import { PageQuery, pageOf } from '../message.js';
import { personKeepers } from '../parties.js';
import { Role } from '../roles.js';

export const directoryStates = ['ACTIVE', 'MERGED'] as const;

/** One department's acquaintance with the customer. */
export class CustomerPartyView {
  @Id() partyId!: string;
  @OneOf(personKeepers) service!: string;
}

/** A customer of the company as the 客户信息库 knows him, masked. */
export class CustomerView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(directoryStates) state!: string;
  @Text({ description: '客户姓名' }) @Personal('name') name!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Parts(() => CustomerPartyView, { max: 500, description: 'the departments that know him, each under its own id' })
  parties!: CustomerPartyView[];
  @Texts({ maxItems: 500, description: 'ids that meant him before a merge' }) mergedIds!: string[];
  @Texts({ maxItems: 500, description: 'customers who may be the same person' }) possibleDuplicates!: string[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class GetCustomer {
  static readonly subject = 'qry.info-sharing.customer.get';
  static readonly http = 'GET /customers/:customerId';
  static readonly roles = lifeReaders;
  static readonly reply = CustomerView;
  static readonly summary = '公司客户信息库:一位客户';

  /** The id of a customer who was merged answers with the one who remained. */
  @Id() customerId!: string;
}

export class FindCustomers extends PageQuery {
  static readonly subject = 'qry.info-sharing.customer.find';
  static readonly http = 'GET /customers';
  static readonly roles = lifeReaders;
  static readonly services = ['complaints'];
  static readonly reply = pageOf(CustomerView);
  static readonly summary = '公司客户信息库:按电话、姓名或部门内编号查找';

  @Text({ max: 60, optional: true, description: '电话, in any writing' }) @Personal('phone') phone?: string;
  @Text({ max: 60, optional: true, description: '姓名, in full' }) @Personal('name') name?: string;
  @Id({ optional: true, description: 'the id under which a department knows him' }) partyId?: string;
}

/** What a merge moved, or would move. */
export class CustomerMergeView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Id() fromCustomerId!: string;
  @Bool({ description: 'true: nothing was changed' }) dryRun!: boolean;
  @Parts(() => CustomerPartyView, { max: 500 }) movedParties!: CustomerPartyView[];
  @Texts({ maxItems: 500, description: 'earlier ids that now mean the remaining customer' }) movedIds!: string[];
  @Bool({ description: 'both have an ID number, and not the same one' }) differentIdNumbers!: boolean;
}

export class MergeCustomers {
  static readonly subject = 'cmd.info-sharing.customer.merge';
  static readonly http = 'POST /customers/:customerId/merge';
  static readonly roles = [Role.CUSTOMER_AFFAIRS_DEPT] as const;
  static readonly reply = CustomerMergeView;
  static readonly summary = '公司客户信息库:合并同一客户的两份资料';

  @Id({ description: 'the customer who remains' }) customerId!: string;
  @Id({ description: 'the customer who becomes part of him' }) fromCustomerId!: string;
  @Bool({ optional: true, description: 'only show what would move' }) dryRun?: boolean;
  @Bool({ optional: true, description: 'both ID documents were looked at' }) confirmDifferentIdNumbers?: boolean;
  @Text({ max: 500, description: '合并依据' }) reason!: string;
}

/** How a customer is reached, in full. */
export class CustomerContactView {
  @Id() id!: string;
  @Text() @Personal('name') name!: string;
  @Text({ optional: true }) @Personal('phone') phone?: string;
}

/** Asked by a service that is about to send or call; it stores nothing of the answer. Each reading is logged. */
export class GetCustomerContact {
  static readonly subject = 'qry.info-sharing.customer.contact';
  static readonly services = ['client-club', 'complaints'];
  static readonly reply = CustomerContactView;

  /** One of the two is given. */
  @Id({ optional: true }) partyId?: string;
  @Id({ optional: true }) customerId?: string;
  @Text({ max: 200, description: 'what for, as it stands in the read log' }) purpose!: string;
}
