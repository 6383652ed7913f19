import { Bool, Day, Decimal, Fen, Id, Int, OneOf, Parts, Personal, Sought, Text } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { educations, incomeBands, occupations, buyingMotives, residentialAreas } from './buyer-profile.js';
import { paymentMethods } from './events.js';
import { BuyerView } from './subscription.js';
import { unitStates } from './unit.js';
import { salesChannels } from './visit.js';

const readers = [
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.FINANCE_DEPT,
] as const;

/** A line of 业主登记一览表: a unit that is sold and whoever buys it, from the booking on (X15). */
export class PurchasedUnitView {
  @Id({ description: '房位确认单' }) id!: string;
  @Text() projectId!: string;
  @Id() unitId!: string;
  @Text({ description: '楼栋' }) building!: string;
  @Int({ min: -9, description: '楼层' }) floor!: number;
  @Text({ description: '房号' }) room!: string;
  @Text({ optional: true, description: '户型' }) layout?: string;
  @Decimal({ description: '面积' }) areaM2!: number;
  @Fen({ description: '单价(每平方米)' }) unitPriceFen!: number;
  @Fen({ description: '总价' }) totalPriceFen!: number;
  @OneOf(unitStates, { description: '状态' }) state!: string;
  /** The main buyer first. */
  @Parts(() => BuyerView, { max: 20, description: '业主姓名(买受人)' }) buyers!: BuyerView[];
  @OneOf(occupations, { optional: true, description: '职业' }) occupation?: string;
  @OneOf(incomeBands, { optional: true, description: '经济收入水平' }) incomeBand?: string;
  @OneOf(educations, { optional: true, description: '文化层次' }) education?: string;
  @OneOf(residentialAreas, { optional: true, description: '居住区域' }) residentialArea?: string;
  @OneOf(salesChannels, { description: '认知途径' }) channel!: string;
  @OneOf(buyingMotives, { optional: true, description: '消费心理' }) motive?: string;
  @Fen({ description: '定金' }) depositFen!: number;
  @Day({ description: '财务确认' }) financeConfirmedOn!: string;
  @Day({ optional: true, description: '认购日期' }) subscribedOn?: string;
  @Day({ optional: true, description: '签约期限' }) signBy?: string;
  @Day({ optional: true, description: '签约日期' }) signedOn?: string;
  @OneOf(paymentMethods, { optional: true, description: '付款方式' }) paymentMethod?: string;
  @Int({ description: '换房、改价、优惠、更名次数' }) changes!: number;
  @Text({ description: '销售代表' }) consultant!: string;
}

export class FindPurchasedUnits extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-registers.purchased-units';
  static readonly http = 'GET /purchased-units';
  static readonly roles = readers;
  static readonly reply = pageOf(PurchasedUnitView);
  static readonly summary = '业主登记一览表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 20, optional: true }) building?: string;
  @Text({ max: 100, optional: true }) consultantId?: string;
  @Sought('persons') person?: string;
}

/** A line of 未签约客户一览表: signBy is over and the contract is not signed (X17). */
export class UnsignedCustomerView {
  @Id({ description: '认购书' }) id!: string;
  @Text({ description: '认购书编号' }) formNo!: string;
  @Text() projectId!: string;
  @Text({ description: '房号' }) room!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Day({ description: '认购日期' }) subscribedOn!: string;
  @Day({ description: '签约期限' }) signBy!: string;
  @Day({ optional: true, description: '约定签约日' }) signingOn?: string;
  @Int({ min: 1, description: '超期天数' }) daysOver!: number;
  @Fen({ description: '成交价' }) agreedPriceFen!: number;
}

export class FindUnsignedCustomers extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-registers.unsigned-customers';
  static readonly http = 'GET /unsigned-customers';
  static readonly roles = readers;
  static readonly reply = pageOf(UnsignedCustomerView);
  static readonly summary = '未签约客户一览表';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 100, optional: true }) consultantId?: string;
  @Sought('persons') person?: string;
}

export const procedureSteps = [
  'RESERVED',
  'DEPOSIT_CONFIRMED',
  'SUBSCRIBED',
  'SIGNED',
  'FILED',
  'LOAN_APPLIED',
  'LOAN_APPROVED',
  'LOAN_DISBURSED',
  'PAID_IN_FULL',
  'HANDED_OVER',
] as const;

export class ProcedureStep {
  @OneOf(procedureSteps) step!: string;
  @Bool({ description: '已完成' }) done!: boolean;
  @Day({ optional: true, description: '完成日期' }) doneOn?: string;
}

/** 手续办理进度 of one purchase; steps of a loan only where there is one. */
export class ProcedureProgressView {
  @Id({ description: '认购书' }) id!: string;
  @Text() projectId!: string;
  @Text({ description: '房号' }) room!: string;
  @Parts(() => ProcedureStep, { max: 20 }) steps!: ProcedureStep[];
  @OneOf(procedureSteps, { optional: true, description: '下一步' }) next?: string;
}

export class GetProcedureProgress {
  static readonly subject = 'qry.sales-office.subscription.progress';
  static readonly http = 'GET /subscriptions/:subscriptionId/progress';
  static readonly roles = [...readers, Role.CUSTOMER_SERVICE_DEPT, Role.CUSTOMER_AFFAIRS_DEPT] as const;
  static readonly reply = ProcedureProgressView;
  static readonly summary = '申办手续:办理进度';

  @Id() subscriptionId!: string;
}
