import { Day, Fen, Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { dutyReaders } from './report-duty.js';
import { reportKinds } from './sales-figures.js';

export const reportPenaltyStates = ['OPEN', 'IMPOSED', 'WAIVED'] as const;
export const penaltyMeasures = ['WARNING', 'FINE', 'SCORE', 'OTHER'] as const;

/** A report that was not handed in in time: its person's direct superior decides what follows. */
export class ReportPenaltyView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(reportPenaltyStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(reportKinds) kind!: string;
  @Day({ description: '报表期间自' }) from!: string;
  @Day({ description: '至' }) to!: string;
  @Text() personId!: string;
  @Text({ description: '责任人' }) person!: string;
  @Text() superiorId!: string;
  @Text({ description: '直接上级' }) superior!: string;
  @Instant({ description: '应交时间' }) dueAt!: string;
  @OneOf(penaltyMeasures, { optional: true, description: '处罚' }) measure?: string;
  @Fen({ optional: true, description: '罚款' }) amountFen?: number;
  @Text({ optional: true, max: 500, description: '理由' }) reason?: string;
  @Instant({ optional: true }) decidedAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const superiors = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;

export class ImposePenalty {
  static readonly subject = 'cmd.sales-office.report-penalty.impose';
  static readonly http = 'POST /report-penalties/:reportPenaltyId/impose';
  static readonly roles = superiors;
  static readonly reply = ReportPenaltyView;
  static readonly summary = '报表迟交:直接上级处罚';

  @Id() reportPenaltyId!: string;
  @Version() version!: number;
  @OneOf(penaltyMeasures) measure!: string;
  /** Of a fine only. */
  @Fen({ min: 1, optional: true }) amountFen?: number;
  @Text({ max: 500 }) reason!: string;
}

export class WaivePenalty {
  static readonly subject = 'cmd.sales-office.report-penalty.waive';
  static readonly http = 'POST /report-penalties/:reportPenaltyId/waive';
  static readonly roles = superiors;
  static readonly reply = ReportPenaltyView;
  static readonly summary = '报表迟交:直接上级免予处罚';

  @Id() reportPenaltyId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetReportPenalty {
  static readonly subject = 'qry.sales-office.report-penalty.get';
  static readonly http = 'GET /report-penalties/:reportPenaltyId';
  static readonly roles = dutyReaders;
  static readonly reply = ReportPenaltyView;
  static readonly summary = '报表迟交:一件';

  @Id() reportPenaltyId!: string;
}

export class FindReportPenalties extends PageQuery {
  static readonly subject = 'qry.sales-office.report-penalty.find';
  static readonly http = 'GET /report-penalties';
  static readonly roles = dutyReaders;
  static readonly reply = pageOf(ReportPenaltyView);
  static readonly summary = '报表迟交:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(reportPenaltyStates, { optional: true }) state?: string;
  @Text({ max: 100, optional: true }) superiorId?: string;
  @Text({ max: 100, optional: true }) personId?: string;
}
