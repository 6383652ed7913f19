import { Bool, Id, Instant, OneOf, Text } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const salesNoticeKinds = ['UNIT_SOLD', 'SUBSCRIPTION_MISSING', 'FOLLOW_UP_MISSING'] as const;

/** 认购通知 to all of the sales hall, or 督促 of one colleague whose entry is missing. */
export class SalesNoticeView {
  @Id() id!: string;
  @OneOf(salesNoticeKinds) kind!: string;
  @Text() projectId!: string;
  @Id({ description: '房位确认单 or 意向客户登记表' }) subjectId!: string;
  @Text({ optional: true, description: '房号' }) room?: string;
  @Text({ optional: true, description: 'account of whom it is for; missing when it is for all' }) consultantId?: string;
  @Text({ description: '通知' }) text!: string;
  @Instant({ description: '通知时间' }) toldAt!: string;
  /** Of a missing entry: it has been made since. */
  @Bool({ description: '已补' }) done!: boolean;
}

/** The newest first; a consultant has those for all and his own. */
export class FindSalesNotices extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-notice.find';
  static readonly http = 'GET /sales-notices';
  static readonly roles = [
    Role.DUTY_STAFF,
    Role.SALES_CONSULTANT,
    Role.INVENTORY_CONTROLLER,
    Role.SALES_SUPERVISOR,
    Role.SALES_MANAGER,
    Role.COMPANY_SALES_DEPT,
  ] as const;
  static readonly reply = pageOf(SalesNoticeView);
  static readonly summary = '认购通知与督促:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(salesNoticeKinds, { optional: true }) kind?: string;
  @Bool({ optional: true }) done?: boolean;
}
