import { Bool, Day, Id, Instant, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { dutyReaders } from './report-duty.js';
import { FigureSection, reportKinds } from './sales-figures.js';

export const salesReportStates = ['HANDED_IN', 'RETURNED', 'CONFIRMED'] as const;

/** A report that this one is made from. */
export class ReportPart {
  @Id() reportId!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Day() from!: string;
  @Day() to!: string;
}

/** 销售日报表、日动态表、日统计报表、周统计报表、月报, with the figures as they were handed in. */
export class SalesReportView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(salesReportStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(reportKinds) kind!: string;
  @Day() from!: string;
  @Day() to!: string;
  @Text() madeById!: string;
  @Text({ description: '制表人' }) madeBy!: string;
  @Text() superiorId!: string;
  @Text({ description: '直接上级' }) superior!: string;
  @Instant({ description: '应交时间' }) dueAt!: string;
  /** The first time. */
  @Instant({ description: '交表时间' }) handedInAt!: string;
  @Bool({ description: '迟交' }) late!: boolean;
  @Text({ optional: true, max: 4000, description: '文字说明' }) remark?: string;
  @Parts(() => ReportPart, { max: 40, description: '所依据的日报或周报' }) parts!: ReportPart[];
  @Parts(() => FigureSection, { max: 40 }) sections!: FigureSection[];
  @Text({ optional: true, max: 500, description: '退回原因' }) returnReason?: string;
  @Instant({ optional: true, description: '签收时间' }) confirmedAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/**
 * Its named person hands it in; what was handed in before is computed anew until it is confirmed. A day's statistics need the
 * confirmed log of the day, a week the confirmed statistics of its days, a month the confirmed weeks that end in it. Refuses
 * `sales-report.parts-missing` with what is missing.
 */
export class HandInSalesReport {
  static readonly subject = 'cmd.sales-office.sales-report.hand-in';
  static readonly http = 'POST /sales-reports';
  static readonly status = 201;
  static readonly roles = [
    Role.DUTY_STAFF,
    Role.INVENTORY_CONTROLLER,
    Role.SALES_SUPERVISOR,
    Role.SALES_MANAGER,
  ] as const;
  static readonly reply = SalesReportView;
  static readonly summary = '销售日报、周报、月报:交表';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(reportKinds) kind!: string;
  /** A day of the period; today unless told. A week or a month is handed in from its last day on. */
  @Day({ optional: true }) on?: string;
  @Text({ max: 4000, optional: true }) remark?: string;
}

/** By the direct superior; from then on the figures stay. The monthly report has then reached the company's sales department. */
export class ConfirmSalesReport {
  static readonly subject = 'cmd.sales-office.sales-report.confirm';
  static readonly http = 'POST /sales-reports/:salesReportId/confirm';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = SalesReportView;
  static readonly summary = '销售日报、周报、月报:上级签收';

  @Id() salesReportId!: string;
  @Version() version!: number;
}

export class ReturnSalesReport {
  static readonly subject = 'cmd.sales-office.sales-report.return';
  static readonly http = 'POST /sales-reports/:salesReportId/return';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = SalesReportView;
  static readonly summary = '销售日报、周报、月报:上级退回';

  @Id() salesReportId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetSalesReport {
  static readonly subject = 'qry.sales-office.sales-report.get';
  static readonly http = 'GET /sales-reports/:salesReportId';
  static readonly roles = dutyReaders;
  static readonly reply = SalesReportView;
  static readonly summary = '销售日报、周报、月报:一份';

  @Id() salesReportId!: string;
}

export class FindSalesReports extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-report.find';
  static readonly http = 'GET /sales-reports';
  static readonly roles = dutyReaders;
  static readonly reply = pageOf(SalesReportView);
  static readonly summary = '销售日报、周报、月报:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(reportKinds, { optional: true }) kind?: string;
  @OneOf(salesReportStates, { optional: true }) state?: string;
  @Bool({ optional: true }) late?: boolean;
}
