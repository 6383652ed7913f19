import { Day, Decimal, Fen, Int, OneOf, Parts, Text } from '../fields.js';
import { Role } from '../roles.js';

/** The reports of the chain day → week → month. */
export const reportKinds = [
  'DAILY_SALES',
  'DAILY_ACTIVITY',
  'DAILY_STATISTICS',
  'WEEKLY_STATISTICS',
  'MONTHLY_SALES',
] as const;

/** What is looked into, each closed by a conclusion. */
export const analysisKinds = [
  'SALES_BREAKDOWN',
  'BUYER_PROFILE',
  'TRAFFIC',
  'DEALS',
  'AD_EFFECT',
  'CUSTOMER_NEEDS',
  'AMOUNT_MIX',
  'PRODUCT_MIX',
  'REGION_MIX',
  'REFERRALS',
  'CANCELLATIONS',
  'PERFORMANCE',
  'FUNNEL',
] as const;
export const figureKinds = [...reportKinds, ...analysisKinds] as const;

export const figureSections = [
  'MOVEMENTS',
  'UNITS_SOLD',
  'RECEIPTS',
  'SOLD_BY_BUILDING',
  'SOLD_BY_LAYOUT',
  'SOLD_BY_AREA',
  'SOLD_BY_FLOOR',
  'SOLD_BY_PRICE',
  'SOLD_BY_DAY',
  'SOLD_BY_CONSULTANT',
  'SOLD_BY_PAYMENT_METHOD',
  'SOLD_BY_OCCUPATION',
  'SOLD_BY_INCOME',
  'SOLD_BY_EDUCATION',
  'SOLD_BY_RESIDENTIAL_AREA',
  'SOLD_BY_CHANNEL',
  'SOLD_BY_MOTIVE',
  'SOLD_BY_AMOUNT_BAND',
  'SOLD_BY_REFERRAL',
  'TRAFFIC_BY_KIND',
  'TRAFFIC_BY_DAY',
  'TRAFFIC_BY_CHANNEL',
  'CALLS_BY_CHANNEL',
  'VISITS_BY_CHANNEL',
  'CONCERNS',
  'PROSPECTS_BY_CHANNEL',
  'PROSPECTS_BY_GRADE',
  'PROSPECTS_BY_LAYOUT',
  'PROSPECTS_BY_BUDGET',
  'PROSPECTS_BY_CONSULTANT',
  'LOST_BY_REASON',
  'CANCELLED_BY_REASON',
  'CANCELLED_BY_LAYOUT',
  'CANCELLED_BY_CONSULTANT',
  'RECEPTIONS_BY_CONSULTANT',
  'FOLLOW_UPS_BY_CONSULTANT',
  'SUBSCRIBED_BY_CONSULTANT',
  'SIGNED_BY_CONSULTANT',
  'STAGES',
] as const;

/** One line: its key is a code, a day, a name of the house (building, layout, consultant) or `UNKNOWN`. */
export class FigureLine {
  @Text({ max: 200, description: '项目' }) key!: string;
  @Int({ description: '数量: units, entries or persons, as the section counts' }) count!: number;
  @Decimal({ optional: true, max: 1_000_000_000, description: '建筑面积' }) areaM2?: number;
  @Fen({ optional: true, max: 9_007_199_254_740_991, description: '金额' }) amountFen?: number;
  /** Of the section's sum, in 1/10,000: of its money where the section is about money, else of its count. */
  @Int({ optional: true, max: 10_000, description: '占比(万分之一)' }) shareBasisPoints?: number;
}

export class FigureSection {
  @OneOf(figureSections) section!: string;
  @Parts(() => FigureLine, { max: 5000 }) lines!: FigureLine[];
  /** Missing where lines overlap: a customer has several concerns, a sale several stages. */
  @Int({ optional: true, description: '合计数量' }) count?: number;
  @Decimal({ optional: true, max: 1_000_000_000, description: '合计面积' }) areaM2?: number;
  @Fen({ optional: true, max: 9_007_199_254_740_991, description: '合计金额' }) amountFen?: number;
}

/** Who reads figures of the whole sales office. */
export const figureReaders = [
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.INVENTORY_CONTROLLER,
  Role.MARKETING_MANAGER,
  Role.MARKETING_DIRECTOR,
] as const;

/** What the entries say now. */
export class SalesFiguresView {
  @Text() projectId!: string;
  @OneOf(figureKinds) kind!: string;
  @Day({ optional: true }) from?: string;
  @Day({ optional: true }) to?: string;
  @Parts(() => FigureSection, { max: 40 }) sections!: FigureSection[];
}

/** Figures of this moment, from the entries; a report or an analysis keeps them. Without days: since the project began. */
export class GetSalesFigures {
  static readonly subject = 'qry.sales-office.sales-figures.get';
  static readonly http = 'GET /projects/:projectId/sales-figures';
  static readonly roles = figureReaders;
  static readonly reply = SalesFiguresView;
  static readonly summary = '销售统计:此刻的数字(日报、周报、月报与各项分析)';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(figureKinds) kind!: string;
  @Day({ optional: true }) from?: string;
  /** Included. */
  @Day({ optional: true }) to?: string;
}
