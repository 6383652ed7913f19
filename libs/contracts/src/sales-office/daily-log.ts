import { Bool, Day, Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const dailyLogStates = ['HANDED_IN', 'CONFIRMED'] as const;

/** 来电来访客户记录 of one day as it was handed in to the supervisor. */
export class DailyLogView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(dailyLogStates) state!: string;
  @Text() projectId!: string;
  @Day({ description: '日期' }) day!: string;
  @Text({ description: '下班时间 of the project on that day' }) cutOff!: string;
  @Instant({ description: '交表时间' }) handedInAt!: string;
  @Text({ description: '值班人员' }) handedInBy!: string;
  @Bool({ description: '迟交' }) late!: boolean;
  @Int({ description: '来电' }) calls!: number;
  @Int({ description: '来访' }) visits!: number;
  @Int({ description: '未补全: visits that no consultant has completed' }) openVisits!: number;
  @Text({ optional: true, description: '销售主管' }) confirmedBy?: string;
  @Instant({ optional: true }) confirmedAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [Role.DUTY_STAFF, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;

/** 下班前交销售主管. Handed in again with later entries until the supervisor has confirmed it; the first time counts for 迟交. */
export class HandInDailyLog {
  static readonly subject = 'cmd.sales-office.daily-log.hand-in';
  static readonly http = 'POST /daily-logs';
  static readonly status = 201;
  static readonly roles = [Role.DUTY_STAFF] as const;
  static readonly reply = DailyLogView;
  static readonly summary = '来电来访客户记录:下班前交主管';

  @Text({ max: 64 }) projectId!: string;
  /** Today unless told. */
  @Day({ optional: true }) day?: string;
}

export class ConfirmDailyLog {
  static readonly subject = 'cmd.sales-office.daily-log.confirm';
  static readonly http = 'POST /daily-logs/:dailyLogId/confirm';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
  static readonly reply = DailyLogView;
  static readonly summary = '来电来访客户记录:主管签收';

  @Id() dailyLogId!: string;
  @Version() version!: number;
}

export class GetDailyLog {
  static readonly subject = 'qry.sales-office.daily-log.get';
  static readonly http = 'GET /daily-logs/:dailyLogId';
  static readonly roles = readers;
  static readonly reply = DailyLogView;
  static readonly summary = '来电来访客户记录:一天的交表';

  @Id() dailyLogId!: string;
}

export class FindDailyLogs extends PageQuery {
  static readonly subject = 'qry.sales-office.daily-log.find';
  static readonly http = 'GET /daily-logs';
  static readonly roles = readers;
  static readonly reply = pageOf(DailyLogView);
  static readonly summary = '来电来访客户记录:交表一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(dailyLogStates, { optional: true }) state?: string;
  @Bool({ optional: true }) late?: boolean;
}
