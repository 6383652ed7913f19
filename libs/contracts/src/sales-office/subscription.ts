import { Day, Fen, Id, Int, ManyOf, OneOf, Parts, Personal, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

/** 认购相关问题提醒: what the buyer is told when he subscribes; LOAN where there is to be one. */
export const briefingPoints = ['SIGN_BY', 'PAPERS', 'FEES', 'PAYMENT', 'LOAN', 'CONSEQUENCES'] as const;
export const subscriptionStates = ['SUBSCRIBED', 'SIGNING_SCHEDULED', 'SIGNED', 'CANCELLED'] as const;

/** 买受人 as people see him. */
export class BuyerView {
  @Id() partyId!: string;
  @Text({ description: '姓名' }) @Personal('name') name!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Text({ optional: true, description: '证件号码' }) @Personal('id-number') idNumber?: string;
}

/** 共有人, who buys together with the main buyer. */
export class CoBuyer {
  @Text({ max: 60 }) @Personal('name') name!: string;
  @Text({ max: 40, optional: true }) @Personal('phone') phone?: string;
  @Text({ max: 30, min: 6, optional: true }) @Personal('id-number') idNumber?: string;
}

/** 认购书. */
export class SubscriptionView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(subscriptionStates) state!: string;
  @Text() projectId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() confirmationId!: string;
  @Id() prospectId!: string;
  /** The main buyer first. */
  @Parts(() => BuyerView, { max: 20, description: '买受人' }) buyers!: BuyerView[];
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Day({ description: '认购日期' }) subscribedOn!: string;
  @Day({ description: '签约期限' }) signBy!: string;
  @Day({ optional: true, description: '约定签约日' }) signingOn?: string;
  @Fen({ min: 1, description: '成交价' }) agreedPriceFen!: number;
  @Text({ optional: true, max: 500, description: '退房原因' }) cancelReason?: string;
  @ManyOf(briefingPoints, { description: '已提醒事项' }) briefedPoints!: string[];
  @ManyOf(briefingPoints, { description: '还没有提醒的事项' }) missingPoints!: string[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.FINANCE_DEPT,
] as const;

/** The 认购书 of a unit whose 定金 finance has confirmed; the main buyer is the prospect of the 房位确认单. */
export class Subscribe {
  static readonly subject = 'cmd.sales-office.subscription.subscribe';
  static readonly http = 'POST /subscriptions';
  static readonly status = 201;
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = SubscriptionView;
  static readonly summary = '认购书:签署';

  @Id() confirmationId!: string;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) subscribedOn?: string;
  /** The project's term after subscribedOn unless told. */
  @Day({ optional: true }) signBy?: string;
  @Parts(() => CoBuyer, { max: 19, optional: true }) coBuyers?: CoBuyer[];
}

/** Sets the day of signing, or moves it. */
export class ScheduleSigning {
  static readonly subject = 'cmd.sales-office.subscription.schedule-signing';
  static readonly http = 'POST /subscriptions/:subscriptionId/schedule-signing';
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = SubscriptionView;
  static readonly summary = '认购书:约定签约日';

  @Id() subscriptionId!: string;
  @Version() version!: number;
  @Day() signingOn!: string;
}

/** The buyer was told these points; told before stays told. */
export class BriefSubscriber {
  static readonly subject = 'cmd.sales-office.subscription.brief';
  static readonly http = 'POST /subscriptions/:subscriptionId/brief';
  static readonly roles = [Role.SALES_CONSULTANT, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = SubscriptionView;
  static readonly summary = '认购书:认购相关问题提醒';

  @Id() subscriptionId!: string;
  @Version() version!: number;
  @ManyOf(briefingPoints) points!: string[];
}

export class GetSubscription {
  static readonly subject = 'qry.sales-office.subscription.get';
  static readonly http = 'GET /subscriptions/:subscriptionId';
  static readonly roles = readers;
  static readonly reply = SubscriptionView;
  static readonly summary = '认购书:一份';

  @Id() subscriptionId!: string;
}

export class FindSubscriptions extends PageQuery {
  static readonly subject = 'qry.sales-office.subscription.find';
  static readonly http = 'GET /subscriptions';
  static readonly roles = readers;
  static readonly reply = pageOf(SubscriptionView);
  static readonly summary = '认购书:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(subscriptionStates, { optional: true }) state?: string;
  @Id({ optional: true }) unitId?: string;
  @Sought('persons') person?: string;
}
