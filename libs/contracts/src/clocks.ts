import { Bool, Day, Id, Instant, Int, OneOf, Part, Parts, Text, type MessageClass } from './fields.js';
import { departments, lifeReaders, type Department } from './life.js';
import { PageQuery, pageOf, type CommandClass, type PageOf, type QueryClass } from './message.js';
import { Role, roles } from './roles.js';

export const clockUnits = ['NATURAL_DAYS', 'CALENDAR_MONTHS', 'WORKING_DAYS', 'WORKING_MINUTES'] as const;
export const clockStates = ['WAITING', 'PAUSED', 'FIRED', 'SETTLED', 'CANCELLED'] as const;

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const FAR = 100_000;

/** One level of an escalation chain: told when so much time has passed since the level before. */
export class EscalationLevel {
  @OneOf(roles, { description: '升级到' }) role!: string;
  @Text({ max: 60, description: '名称' }) name!: string;
  @Int({ min: 1, max: FAR }) amount!: number;
  @OneOf(clockUnits) unit!: string;
  @Text({ optional: true, max: 5, pattern: TIME, like: '18:00', description: 'Shanghai time of the due day' })
  at?: string;
}

/** 时限规则: one version of one rule. It is never changed, only followed by another. */
export class ClockPolicyView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ max: 60, description: '规则' }) rule!: string;
  @Int({ min: 1, description: '版次' }) policyVersion!: number;
  @Text({ max: 60, description: '名称' }) title!: string;
  @Text({ max: 200, description: '依据' }) source!: string;
  @Int({ min: -FAR, max: FAR, description: 'negative lies before' }) amount!: number;
  @OneOf(clockUnits, { description: '单位' }) unit!: string;
  @Text({ optional: true, max: 5, description: 'Shanghai time of the due day; 24:00 is when the day is over' })
  at?: string;
  @Text({ max: 20, description: '日历' }) calendar!: string;
  @Parts(() => EscalationLevel, { max: 9, description: '升级链' }) escalation!: EscalationLevel[];
  @Day({ description: '生效日期' }) validFrom!: string;
  @Instant() publishedAt!: string;
  @Text({ max: 100, description: '公布人' }) publishedBy!: string;
  @Text({ optional: true, max: 200, description: '备注' }) remark?: string;
}

/** The rules of a service with all their versions, the newest first. */
export class ClockPolicyQuestion extends PageQuery {
  @Text({ optional: true, max: 60, description: '规则' }) rule?: string;
}

/** The next version of a rule that exists. Clocks and cases that began before keep theirs. */
export class ClockPolicyPublication {
  @Text({ max: 60, description: '规则' }) rule!: string;
  @Day({ description: '生效日期' }) validFrom!: string;
  @Int({ min: -FAR, max: FAR }) amount!: number;
  @OneOf(clockUnits) unit!: string;
  @Text({ optional: true, max: 5, pattern: TIME, like: '18:00' }) at?: string;
  @Parts(() => EscalationLevel, { optional: true, max: 9 }) escalation?: EscalationLevel[];
  @Text({ max: 200, optional: true, description: '备注' }) remark?: string;
}

/** A time during which a clock stood still. */
export class ClockPauseView {
  @Instant({ description: '起' }) from!: string;
  @Instant({ optional: true, description: '止' }) to?: string;
  @Text({ max: 200, description: '原因' }) reason!: string;
  @Text({ max: 100, description: '操作人' }) by!: string;
}

/** Who is told at a level. */
export class EscalationTarget {
  @OneOf(roles) role!: string;
  @Text({ max: 60 }) name!: string;
}

/** One firing of a clock: level 0 is its due time, each further one a level of its chain. */
export class ClockView {
  @Id() id!: string;
  @Text({ max: 60, description: '规则' }) rule!: string;
  @Text({ max: 60, optional: true, description: '名称' }) title?: string;
  @Text({ max: 100 }) cycle!: string;
  @Int({ description: '级别' }) level!: number;
  @OneOf(clockStates, { description: '状态' }) state!: string;
  @Instant({ optional: true, description: '起算' }) from?: string;
  @Instant({ description: '到期' }) dueAt!: string;
  @Instant({ optional: true, description: '触发' }) firedAt?: string;
  @Instant({ optional: true, description: '完成' }) settledAt?: string;
  @Bool({ optional: true, description: '是否按时' }) kept?: boolean;
  @Int({ min: 1, optional: true, description: '规则版次' }) policyVersion?: number;
  @Part(() => EscalationTarget, { optional: true }) escalateTo?: EscalationTarget;
  @Parts(() => ClockPauseView, { max: 100, description: '暂停' }) pauses!: ClockPauseView[];
}

/** The clocks of one case, the earliest due first; at most the 200 that are due last. */
export class CaseClocksView {
  @Text({ max: 100 }) subjectId!: string;
  @Parts(() => ClockView, { max: 200 }) clocks!: ClockView[];
}

export class CaseClocksQuestion {
  @Text({ max: 100, description: 'id of the case' }) subjectId!: string;
}

export class CalendarPeriod {
  @Text({ max: 5, pattern: TIME, like: '18:00' }) from!: string;
  @Text({ max: 5, pattern: TIME, like: '18:00' }) to!: string;
}

export class CalendarException {
  @Day() day!: string;
  @Bool({ description: '是否上班' }) working!: boolean;
  @Text({ max: 60, description: '名称' }) name!: string;
}

/** 办公日历: working hours, and the days of one year that are not as their weekday says. */
export class BusinessCalendarView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Int({ min: 1900, max: 2199 }) year!: number;
  @Bool({ description: 'whether the working days of this year are known at all' }) known!: boolean;
  @Parts(() => CalendarPeriod, { max: 6, description: '工作时间' }) hours!: CalendarPeriod[];
  @Parts(() => CalendarException, { max: 366, description: '国务院通知' }) official!: CalendarException[];
  @Parts(() => CalendarException, { max: 366, description: '本部门调整' }) own!: CalendarException[];
}

export class BusinessCalendarQuestion {
  @Int({ min: 1900, max: 2199, optional: true, description: 'this year unless told' }) year?: number;
}

/** Days replace those of the same date; open clocks of working time are counted anew. */
export class BusinessCalendarChange {
  @Parts(() => CalendarException, { optional: true, max: 100 }) days?: CalendarException[];
  @Parts(() => CalendarPeriod, { optional: true, max: 6 }) hours?: CalendarPeriod[];
  @Int({ min: 2000, max: 2199, optional: true, description: '放假安排已录全的年份' }) completeYear?: number;
}

export interface ClockContracts {
  readonly FindClockPolicies: QueryClass<ClockPolicyQuestion, PageOf<ClockPolicyView>>;
  readonly PublishClockPolicy: CommandClass<ClockPolicyPublication, ClockPolicyView>;
  readonly GetCaseClocks: QueryClass<CaseClocksQuestion, CaseClocksView>;
  readonly GetBusinessCalendar: QueryClass<BusinessCalendarQuestion, BusinessCalendarView>;
  readonly ChangeBusinessCalendar: CommandClass<BusinessCalendarChange, BusinessCalendarView>;
}

/** Who changes rules and calendars. */
const leaders: readonly Role[] = [
  Role.MANAGER_IN_CHARGE,
  Role.EXECUTIVE_IN_CHARGE,
  Role.LEADERSHIP,
  Role.GENERAL_MANAGER,
];

const known = new Map<string, ClockContracts>();

/** What people ask of the clocks of one service, the same set for every call. */
export function clocksOf(service: string): ClockContracts {
  const set = known.get(service) ?? contracts(service);
  known.set(service, set);
  return set;
}

function contracts(service: string): ClockContracts {
  class FindClockPolicies extends ClockPolicyQuestion {
    static readonly subject = `qry.${service}.clock-policy.find` as const;
    static readonly http = `GET /clocks/${service}/policies` as const;
    static readonly roles = lifeReaders;
    static readonly reply: MessageClass<PageOf<ClockPolicyView>> = pageOf(ClockPolicyView);
    static readonly summary = '时限规则:列表';
  }
  class PublishClockPolicy extends ClockPolicyPublication {
    static readonly subject = `cmd.${service}.clock-policy.publish` as const;
    static readonly http = `POST /clocks/${service}/policies` as const;
    static readonly status = 201 as const;
    static readonly roles = leaders;
    static readonly reply: MessageClass<ClockPolicyView> = ClockPolicyView;
    static readonly summary = '时限规则:公布新版';
  }
  class GetCaseClocks extends CaseClocksQuestion {
    static readonly subject = `qry.${service}.clock.of-case` as const;
    static readonly http = `GET /clocks/${service}/cases/:subjectId` as const;
    static readonly roles = lifeReaders;
    static readonly reply: MessageClass<CaseClocksView> = CaseClocksView;
    static readonly summary = '一件事项的时限:到期、升级与暂停';
  }
  class GetBusinessCalendar extends BusinessCalendarQuestion {
    static readonly subject = `qry.${service}.business-calendar.get` as const;
    static readonly http = `GET /clocks/${service}/calendar` as const;
    static readonly roles = lifeReaders;
    static readonly reply: MessageClass<BusinessCalendarView> = BusinessCalendarView;
    static readonly summary = '办公日历:一年的节假日与调休';
  }
  class ChangeBusinessCalendar extends BusinessCalendarChange {
    static readonly subject = `cmd.${service}.business-calendar.change` as const;
    static readonly http = `POST /clocks/${service}/calendar` as const;
    static readonly roles = leaders;
    static readonly reply: MessageClass<BusinessCalendarView> = BusinessCalendarView;
    static readonly summary = '办公日历:调整工作日与工作时间';
  }
  const set = { FindClockPolicies, PublishClockPolicy, GetCaseClocks, GetBusinessCalendar, ChangeBusinessCalendar };
  // The API page tells the clocks of the services apart by the names of their classes.
  for (const [name, contract] of Object.entries(set)) {
    Object.defineProperty(contract, 'name', { value: `${name}Of${pascal(service)}` });
  }
  return set;
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

/** FindClockPolicies, PublishClockPolicy, GetCaseClocks, GetBusinessCalendar and ChangeBusinessCalendar, one set per department. */
export const clockContracts = Object.fromEntries(
  departments.map((department) => [department, clocksOf(department)]),
) as {
  readonly [S in Department]: ClockContracts;
};
