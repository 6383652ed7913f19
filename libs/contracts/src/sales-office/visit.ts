import { Id, Instant, Int, OneOf, Personal, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const visitKinds = ['CALL', 'VISIT'] as const;
export const visitStates = ['LOGGED', 'PROSPECT_OPENED'] as const;
export const salesChannels = [
  'NEWSPAPER',
  'OUTDOOR',
  'ONLINE',
  'TV_RADIO',
  'REFERRAL',
  'PASSING_BY',
  'AGENCY',
  'EVENT',
  'OTHER',
] as const;
export const intentGrades = ['A', 'B', 'C', 'D'] as const;

/** An entry of 来电来访客户记录. */
export class VisitView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(visitStates) state!: string;
  @Text() projectId!: string;
  @OneOf(visitKinds, { description: '来电/来访' }) kind!: string;
  @Instant({ description: '时间' }) at!: string;
  @Text({ description: '值班人员' }) loggedBy!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ optional: true, description: '客户姓名' }) @Personal('name') customerName?: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @OneOf(salesChannels, { optional: true, description: '认知途径' }) channel?: string;
  @Texts({ description: '关注问题' }) concerns!: string[];
  @Int({ optional: true, description: '人数' }) partySize?: number;
  @OneOf(intentGrades, { optional: true, description: '意向' }) intentGrade?: string;
  @Text({ optional: true, max: 1000, description: '备注' }) remark?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.DUTY_STAFF,
  Role.SALES_CONSULTANT,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
] as const;

export class LogVisit {
  static readonly subject = 'cmd.sales-office.visit.log';
  static readonly http = 'POST /visits';
  static readonly status = 201;
  static readonly roles = [Role.DUTY_STAFF, Role.SALES_CONSULTANT] as const;
  static readonly reply = VisitView;
  static readonly summary = '来电来访客户记录:登记';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(visitKinds) kind!: string;
  /** Now unless told. */
  @Instant({ optional: true }) at?: string;
  @Text({ max: 60, optional: true }) @Personal('name') customerName?: string;
  @Text({ max: 40, optional: true }) @Personal('phone') phone?: string;
  @OneOf(salesChannels, { optional: true }) channel?: string;
  @Texts({ max: 60, maxItems: 20, optional: true }) concerns?: string[];
  @Int({ min: 1, max: 99, optional: true }) partySize?: number;
  @OneOf(intentGrades, { optional: true }) intentGrade?: string;
  @Text({ max: 1000, optional: true }) remark?: string;
}

export class GetVisit {
  static readonly subject = 'qry.sales-office.visit.get';
  static readonly http = 'GET /visits/:visitId';
  static readonly roles = readers;
  static readonly reply = VisitView;
  static readonly summary = '来电来访客户记录:一条';

  @Id() visitId!: string;
}

export class FindVisits extends PageQuery {
  static readonly subject = 'qry.sales-office.visit.find';
  static readonly http = 'GET /visits';
  static readonly roles = readers;
  static readonly reply = pageOf(VisitView);
  static readonly summary = '来电来访客户记录:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(visitKinds, { optional: true }) kind?: string;
}
