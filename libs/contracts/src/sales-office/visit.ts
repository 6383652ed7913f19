import {
  Bool,
  Day,
  Id,
  Instant,
  Int,
  ManyOf,
  OneOf,
  Parts,
  Personal,
  Sought,
  Text,
  Texts,
  Version,
} from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { RejectedRow } from './unit.js';

export const visitKinds = ['CALL', 'VISIT'] as const;
export const visitStates = ['LOGGED', 'COMPLETED', 'PROSPECT_OPENED'] as const;
/** 销售接待流程, the seven steps of a reception in their order. */
export const receptionSteps = [
  'WELCOME',
  'RISK_DISCLOSURE',
  'SAND_TABLE_AND_LAYOUT',
  'SHOW_FLAT',
  'MATERIAL_AND_SEE_OFF',
  'VISIT_RECORD',
  'SYSTEM_ENTRY',
] as const;
/** The steps that the consultant ticks; the last two are done by the record itself and by the prospect opened from it. */
export const tickedSteps = receptionSteps.slice(0, 5);
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
  @Text({ optional: true, description: 'account of the consultant who received him' }) consultantId?: string;
  @Text({ optional: true, description: '接待人' }) consultant?: string;
  @Instant({ optional: true, description: '离开时间' }) leftAt?: string;
  @Text({ optional: true, description: '风险提示凭证' }) riskProof?: string;
  @Text({ optional: true, description: '样板间带看人' }) accompaniedBy?: string;
  @ManyOf(receptionSteps, { description: '已完成的接待步骤' }) doneSteps!: string[];
  @ManyOf(receptionSteps, { description: '缺少的接待步骤; none of a call' }) missingSteps!: string[];
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

/**
 * The consultant completes the entry when the customer leaves, once [REQ-338]. Refuses a visit without 风险提示 and its proof, and
 * a show flat that nobody of the sales staff led him through.
 */
export class CompleteVisit {
  static readonly subject = 'cmd.sales-office.visit.complete';
  static readonly http = 'POST /visits/:visitId/complete';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = VisitView;
  static readonly summary = '客户到访记录:置业顾问补全';

  @Id() visitId!: string;
  @Version() version!: number;
  /** Now unless told. */
  @Instant({ optional: true }) leftAt?: string;
  /** Of a visit; a call has none. */
  @ManyOf(tickedSteps, { optional: true }) doneSteps?: string[];
  /** Number of the signed 风险提示书, or where its proof is kept. */
  @Text({ max: 200, optional: true, min: 1 }) riskProof?: string;
  /** Who of the sales staff led him through the show flat. */
  @Text({ max: 60, optional: true, min: 1 }) accompaniedBy?: string;
  @OneOf(salesChannels, { optional: true }) channel?: string;
  @Texts({ max: 60, maxItems: 20, optional: true }) concerns?: string[];
  @Int({ min: 1, max: 99, optional: true }) partySize?: number;
  @OneOf(intentGrades, { optional: true }) intentGrade?: string;
  @Text({ max: 1000, optional: true }) remark?: string;
}

export class VisitImportView {
  @Text() projectId!: string;
  @Bool({ description: 'nothing was written' }) dryRun!: boolean;
  @Int({ description: 'good rows of the sheet' }) entries!: number;
  @Int({ description: 'different persons among them; one who left no phone is one of his own' }) people!: number;
  @Int({ description: 'rows of a person who stands in the sheet already' }) repeats!: number;
  @Int({ description: 'new entries' }) added!: number;
  @Int({ description: 'rows that were imported before' }) unchanged!: number;
  @Int({ description: 'rows that were not taken' }) rejected!: number;
  /** The first 500. */
  @Parts(() => RejectedRow, { max: 500 }) problems!: RejectedRow[];
  /** The rows that were not taken as a sheet to mend and send again; kept for a day. */
  @Id({ optional: true }) errorFileId?: string;
}

/** The duty staff's own sheet; a row that was imported before is recognised. Phones in any writing are one person. */
export class ImportVisits {
  static readonly subject = 'cmd.sales-office.visit.import';
  static readonly http = 'POST /projects/:projectId/visits/import';
  static readonly roles = [Role.DUTY_STAFF, Role.SALES_SUPERVISOR] as const;
  static readonly reply = VisitImportView;
  static readonly summary = '来电来访客户记录:导入 .xlsx';

  @Text({ max: 64 }) projectId!: string;
  @Id() fileId!: string;
  /** Only says what would become of the rows. */
  @Bool({ optional: true }) dryRun?: boolean;
  /** The year of days written as 11.3; this year unless told. */
  @Int({ min: 2000, max: 2199, optional: true }) year?: number;
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
  @OneOf(visitStates, { optional: true }) state?: string;
  @Day({ optional: true, description: 'entries of this day' }) on?: string;
  @Sought('persons') person?: string;
}
