import { Bool, Day, Id, Instant, Int, ManyOf, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { Role } from '../roles.js';
import { hallReaders } from './sales-collateral.js';

/** 销售现场公示内容, all eight of them. */
export const disclosureKinds = [
  'ADVERSE_FACTORS',
  'FIVE_CERTIFICATES',
  'LIVING_CIRCLE',
  'TIPS',
  'PARKING',
  'PURCHASE_FLOW',
  'SERVICE_HOTLINE',
  'OPENING_PRICE',
] as const;
export const disclosureStates = ['ON_DISPLAY', 'TAKEN_DOWN', 'REPLACED'] as const;

/** One notice on display in the sales hall. */
export class DisclosureView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(disclosureStates) state!: string;
  @Text() projectId!: string;
  @OneOf(disclosureKinds, { description: '公示内容' }) kind!: string;
  @Text({ max: 2000, description: '内容' }) content!: string;
  @Text({ max: 200, description: '位置' }) place!: string;
  @Id({ optional: true, description: '文件' }) fileId?: string;
  @Day({ description: '公示日期' }) displayedOn!: string;
  @Text({ description: '经办人' }) displayedBy!: string;
  @Day({ optional: true, description: '有效期至' }) validUntil?: string;
  @Instant({ optional: true, description: '最近核查' }) checkedAt?: string;
  @Text({ optional: true, description: '核查人' }) checkedBy?: string;
  @Text({ optional: true, max: 500, description: '核查情况' }) finding?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** What hangs in the sales hall, and what is missing or out of date. */
export class DisclosureBoardView {
  @Text() projectId!: string;
  @Parts(() => DisclosureView, { max: 8 }) onDisplay!: DisclosureView[];
  @ManyOf(disclosureKinds, { description: '缺少的公示' }) missing!: string[];
  @ManyOf(disclosureKinds, { description: '已过有效期的公示' }) outOfDate!: string[];
  @Bool({ description: '八项齐全且有效' }) complete!: boolean;
}

const keepers = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;

/** Replaces the notice of the same kind that is on display. */
export class DisplayDisclosure {
  static readonly subject = 'cmd.sales-office.disclosure.display';
  static readonly http = 'POST /disclosures';
  static readonly status = 201;
  static readonly roles = keepers;
  static readonly reply = DisclosureView;
  static readonly summary = '销售现场公示:公示或更换';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(disclosureKinds) kind!: string;
  @Text({ max: 2000 }) content!: string;
  @Text({ max: 200 }) place!: string;
  @Id({ optional: true }) fileId?: string;
  /** The last day on which it is current; without it, until it is replaced. */
  @Day({ optional: true }) validUntil?: string;
}

/** Somebody looked: it hangs and is right, or it is taken down. */
export class CheckDisclosure {
  static readonly subject = 'cmd.sales-office.disclosure.check';
  static readonly http = 'POST /disclosures/:disclosureId/check';
  static readonly roles = [...keepers, Role.DUTY_STAFF, Role.CUSTOMER_SERVICE_DEPT] as const;
  static readonly reply = DisclosureView;
  static readonly summary = '销售现场公示:核查';

  @Id() disclosureId!: string;
  @Version() version!: number;
  @Bool() asItShould!: boolean;
  @Text({ max: 500, optional: true }) finding?: string;
}

export class GetDisclosureBoard {
  static readonly subject = 'qry.sales-office.disclosure.board';
  static readonly http = 'GET /projects/:projectId/disclosures';
  static readonly roles = hallReaders;
  static readonly reply = DisclosureBoardView;
  static readonly summary = '销售现场公示:八项内容,缺少与过期';

  @Text({ max: 64 }) projectId!: string;
}
