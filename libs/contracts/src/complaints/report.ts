import { Bool, Day, Decimal, Id, Instant, Int, ManyOf, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { complaintStates } from './complaint.js';

/** Who reads and defines reports on cases. */
export const reportReaders = [
  Role.COMPLAINT_HANDLER,
  Role.CS_SUPERVISOR,
  Role.CS_OFFICER,
  Role.CUSTOMER_SERVICE_DEPT,
  Role.CS_MANAGER,
  Role.MANAGER_IN_CHARGE,
  Role.EXECUTIVE_IN_CHARGE,
  Role.LEADERSHIP,
] as const;

/** One stage that a case went through. */
export class CaseStage {
  @OneOf(complaintStates) stage!: string;
  @Instant() enteredAt!: string;
  @Instant({ optional: true }) leftAt?: string;
  @Int({ description: '历时(分钟)' }) minutes!: number;
}

/** 事件报告: where a case is, how long each stage took and how long it still needs, as cases before it did. */
export class CaseReportView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(complaintStates, { description: '所处阶段' }) stage!: string;
  @Text({ max: 40, optional: true, description: '房号' }) room?: string;
  @Text({ max: 4000, description: '描述' }) content!: string;
  @Instant({ description: '开始时间' }) receivedAt!: string;
  @Day({ description: '完成期限' }) dueOn!: string;
  @Bool({ description: '已超期' }) late!: boolean;
  /** Median of the cases that left this stage lately, less the time this one has spent in it; missing when ended or without any before. */
  @Int({ optional: true, description: '还需的时间(分钟)' }) minutesNeeded?: number;
  @Instant({ optional: true, description: '可能结束时间' }) expectedEndAt?: string;
  @Instant({ optional: true, description: '结束时间' }) endedAt?: string;
  @Int({ description: '重开次数' }) reopened!: number;
  @Text({ optional: true, description: '满意度' }) satisfaction?: string;
  @Int({ optional: true, min: 1, max: 5, description: '客户评分' }) rating?: number;
  @Int({ optional: true, min: 1, max: 5, description: '质量抽查' }) quality?: number;
  @Int({ description: '通话次数' }) calls!: number;
  @Parts(() => CaseStage, { max: 200 }) stages!: CaseStage[];
}

export class GetCaseReport {
  static readonly subject = 'qry.complaints.report.case';
  static readonly http = 'GET /complaints/:complaintId/report';
  static readonly roles = reportReaders;
  static readonly reply = CaseReportView;
  static readonly summary = '事件报告:一件投诉的阶段与还需的时间';

  @Id() complaintId!: string;
}

/** What the cases of a period show of one stage; minutes to three digits. */
export class StageTimes {
  @OneOf(complaintStates, { description: '阶段' }) stage!: string;
  @Int({ description: '经过件次' }) entered!: number;
  @Int({ description: '现在处于此阶段' }) open!: number;
  @Int({ description: '自受理至此,中位数(分钟)' }) toMedian!: number;
  @Int({ description: '自受理至此,九成(分钟)' }) toNinety!: number;
  @Int({ optional: true, description: '本阶段历时,中位数(分钟)' }) inMedian?: number;
  @Int({ optional: true }) inNinety?: number;
  /** How long cases took from here to their end. */
  @Int({ optional: true, description: '还需的时间,中位数(分钟)' }) leftMedian?: number;
  @Int({ optional: true }) leftNinety?: number;
}

export class RatingCount {
  @Text({ description: '评价' }) satisfaction!: string;
  @Int() cases!: number;
}

export class ScoreCount {
  @Int({ min: 1, max: 5, description: '分数' }) score!: number;
  @Int({ description: '客户评价' }) byCustomers!: number;
  @Int({ description: '质量抽查' }) byChecks!: number;
}

export class ClockCount {
  @Text({ max: 100, description: '时限' }) rule!: string;
  @Text({ max: 100, optional: true }) title?: string;
  @Int({ description: '按时' }) kept!: number;
  @Int({ description: '超时' }) broken!: number;
}

/** 服务阶段报告: the cases received in a period. */
export class StageReportView {
  @Day() from!: string;
  @Day() to!: string;
  @Int({ description: '受理' }) received!: number;
  @Int({ description: '已结束' }) ended!: number;
  @Int({ description: '按期' }) inTime!: number;
  @Int({ description: '超期' }) late!: number;
  @Int({ description: '重开的件数' }) reopenedCases!: number;
  @Int({ description: '重开次数' }) reopenings!: number;
  @Parts(() => StageTimes, { max: 40 }) stages!: StageTimes[];
  @Parts(() => RatingCount, { max: 20, description: '历史服务状况评价' }) ratings!: RatingCount[];
  @Int({ optional: true, description: '邀请评价的件数' }) invited?: number;
  @Parts(() => ScoreCount, { max: 5, optional: true, description: '评分' }) scores?: ScoreCount[];
  /** Of the clocks that were due in the period. */
  @Parts(() => ClockCount, { max: 40, description: '时限' }) clocks!: ClockCount[];
}

class Period {
  @Day({ description: '受理日期自' }) from!: string;
  /** Included; at most 366 days. */
  @Day({ description: '至' }) to!: string;
  @Text({ max: 64, optional: true }) projectId?: string;
}

export class GetStageReport extends Period {
  static readonly subject = 'qry.complaints.report.stages';
  static readonly http = 'GET /complaint-reports/stages';
  static readonly roles = reportReaders;
  static readonly reply = StageReportView;
  static readonly summary = '服务阶段报告';
}

export const reportSubjects = ['CASES', 'CALLS', 'CALLBACKS'] as const;
/** Fields that reports may filter and group by; nothing else reaches the database. */
export const reportFields = [
  'PROJECT',
  'STATE',
  'KIND',
  'CATEGORY',
  'URGENCY',
  'CHANNEL',
  'SOURCE',
  'CUSTOMER_KIND',
  'BUILDING',
  'CAUSE',
  'LIABILITY',
  'DEPARTMENT',
  'VALIDITY',
  'SATISFACTION',
  'LATE',
  'REOPENED',
  'DAY',
  'WEEK',
  'MONTH',
  'STAFF',
  'DIRECTION',
  'OUTCOME',
  'SUBJECT',
  'REASON',
  'CONTRACTOR',
  'RATING',
  'QUALITY',
] as const;

export class ReportFilter {
  @OneOf(reportFields) field!: string;
  /** Any of these; `-` is what has no value. */
  @Texts({ max: 200, maxItems: 20 }) values!: string[];
}

/** One line of a result: its keys in the order of the grouping, `-` where there is no value. */
export class ReportLine {
  @Texts({ max: 1000, maxItems: 3 }) keys!: string[];
  @Int({ description: '数量' }) count!: number;
  /** Cases that are not ended, calls that are not written up, call-backs not kept. */
  @Int({ description: '未完成' }) open!: number;
  @Int({ description: '超期' }) late!: number;
  /** Minutes from intake to the end of cases, seconds talked of calls, minutes late of call-backs. */
  @Int({ optional: true, description: '历时中位数' }) median?: number;
  /** Of cases: ended by the day they were due. */
  @Int({ optional: true, description: '按期' }) inTime?: number;
  @Decimal({ optional: true, min: 1, max: 5, description: '客户评分,平均' }) rating?: number;
  @Decimal({ optional: true, min: 1, max: 5, description: '质量抽查,平均' }) quality?: number;
}

export class ReportResultView {
  @OneOf(reportSubjects) about!: string;
  @ManyOf(reportFields, { max: 3 }) groupBy!: string[];
  @Day() from!: string;
  @Day() to!: string;
  /** The largest first, at most 500. */
  @Parts(() => ReportLine, { max: 500 }) lines!: ReportLine[];
}

export class GetCaseBreakdown extends Period {
  static readonly subject = 'qry.complaints.report.breakdown';
  static readonly http = 'GET /complaint-reports/breakdown';
  static readonly roles = reportReaders;
  static readonly reply = ReportResultView;
  static readonly summary = '投诉统计:按原因、责任、楼栋等';

  @OneOf(reportFields) by!: string;
}

export const savedReportStates = ['KEPT', 'REMOVED'] as const;

/** 自定义报告: what somebody wants to see again and again. */
export class SavedReportView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(savedReportStates) state!: string;
  @Text({ description: '名称' }) title!: string;
  @OneOf(reportSubjects) about!: string;
  @Parts(() => ReportFilter, { max: 10 }) filters!: ReportFilter[];
  @ManyOf(reportFields, { max: 3 }) groupBy!: string[];
  @Text({ description: '定义人' }) ownerId!: string;
  @Text() ownerName!: string;
  @Bool({ description: '同事可用' }) shared!: boolean;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

class ReportDefinition {
  @Text({ max: 100 }) title!: string;
  @OneOf(reportSubjects) about!: string;
  @Parts(() => ReportFilter, { max: 10 }) filters!: ReportFilter[];
  @ManyOf(reportFields, { max: 3 }) groupBy!: string[];
  @Bool() shared!: boolean;
}

export class DefineReport extends ReportDefinition {
  static readonly subject = 'cmd.complaints.saved-report.define';
  static readonly http = 'POST /saved-reports';
  static readonly status = 201;
  static readonly roles = reportReaders;
  static readonly reply = SavedReportView;
  static readonly summary = '自定义报告:定义';
}

export class ReviseReport extends ReportDefinition {
  static readonly subject = 'cmd.complaints.saved-report.revise';
  static readonly http = 'POST /saved-reports/:savedReportId/revise';
  static readonly roles = reportReaders;
  static readonly reply = SavedReportView;
  static readonly summary = '自定义报告:修改';

  @Id() savedReportId!: string;
  @Version() version!: number;
}

export class RemoveReport {
  static readonly subject = 'cmd.complaints.saved-report.remove';
  static readonly http = 'POST /saved-reports/:savedReportId/remove';
  static readonly roles = reportReaders;
  static readonly reply = SavedReportView;
  static readonly summary = '自定义报告:删除';

  @Id() savedReportId!: string;
  @Version() version!: number;
}

export class GetSavedReport {
  static readonly subject = 'qry.complaints.saved-report.get';
  static readonly http = 'GET /saved-reports/:savedReportId';
  static readonly roles = reportReaders;
  static readonly reply = SavedReportView;
  static readonly summary = '自定义报告:一份';

  @Id() savedReportId!: string;
}

export class FindSavedReports extends PageQuery {
  static readonly subject = 'qry.complaints.saved-report.find';
  static readonly http = 'GET /saved-reports';
  static readonly roles = reportReaders;
  static readonly reply = pageOf(SavedReportView);
  static readonly summary = '自定义报告:自己的和同事共享的';
}

export class GetReportResult extends Period {
  static readonly subject = 'qry.complaints.saved-report.result';
  static readonly http = 'GET /saved-reports/:savedReportId/result';
  static readonly roles = reportReaders;
  static readonly reply = ReportResultView;
  static readonly summary = '自定义报告:结果';

  @Id() savedReportId!: string;
}
