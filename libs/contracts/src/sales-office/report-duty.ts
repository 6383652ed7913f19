import { Day, Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { reportKinds } from './sales-figures.js';

/** 报表责任: who makes a report, and who is his direct superior; the due time is the clock policy `report-due.…` of its kind. */
export class ReportDutyView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(reportKinds) kind!: string;
  @Text({ description: 'account of who makes it' }) personId!: string;
  @Text({ description: '责任人' }) person!: string;
  @Text({ description: 'account of his direct superior' }) superiorId!: string;
  @Text({ description: '直接上级' }) superior!: string;
  @Day({ description: '自: the first day that is reported on' }) since!: string;
  @Instant({ optional: true, description: '下次应交时间' }) nextDueAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export const dutyReaders = [
  Role.DUTY_STAFF,
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
] as const;

/** Each report of a project has one named person; he is never his own superior. */
export class AssignReportDuty {
  static readonly subject = 'cmd.sales-office.report-duty.assign';
  static readonly http = 'POST /report-duties';
  static readonly status = 201;
  static readonly roles = [Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = ReportDutyView;
  static readonly summary = '报表责任:指定责任人与直接上级';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(reportKinds) kind!: string;
  @Text({ max: 100 }) personId!: string;
  @Text({ max: 60 }) person!: string;
  @Text({ max: 100 }) superiorId!: string;
  @Text({ max: 60 }) superior!: string;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) since?: string;
}

/** Another person from now on; what is owed already stays owed by him who owed it. */
export class ReassignReportDuty {
  static readonly subject = 'cmd.sales-office.report-duty.reassign';
  static readonly http = 'POST /report-duties/:reportDutyId/reassign';
  static readonly roles = [Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = ReportDutyView;
  static readonly summary = '报表责任:更换责任人';

  @Id() reportDutyId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) personId!: string;
  @Text({ max: 60 }) person!: string;
  @Text({ max: 100 }) superiorId!: string;
  @Text({ max: 60 }) superior!: string;
}

export class GetReportDuty {
  static readonly subject = 'qry.sales-office.report-duty.get';
  static readonly http = 'GET /report-duties/:reportDutyId';
  static readonly roles = dutyReaders;
  static readonly reply = ReportDutyView;
  static readonly summary = '报表责任:一项';

  @Id() reportDutyId!: string;
}

export class FindReportDuties extends PageQuery {
  static readonly subject = 'qry.sales-office.report-duty.find';
  static readonly http = 'GET /report-duties';
  static readonly roles = dutyReaders;
  static readonly reply = pageOf(ReportDutyView);
  static readonly summary = '报表责任:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(reportKinds, { optional: true }) kind?: string;
  @Text({ max: 100, optional: true }) personId?: string;
}
