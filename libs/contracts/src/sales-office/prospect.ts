import {
  Bool,
  Day,
  Fen,
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
import {
  buyingMotives,
  educations,
  incomeBands,
  occupations,
  profileFacts,
  residentialAreas,
} from './buyer-profile.js';
import { intentGrades, salesChannels, visitKinds } from './visit.js';

/** 流失原因. */
export const lostReasons = [
  'PRICE',
  'LOCATION',
  'LAYOUT',
  'FUNDS',
  'LOAN_REFUSED',
  'BOUGHT_ELSEWHERE',
  'POSTPONED',
  'NO_CONTACT',
  'OTHER',
] as const;
export const prospectStates = ['FOLLOWED', 'BOUGHT', 'LOST', 'RELEASED'] as const;
export const followUpKinds = ['CALL', 'VISIT', 'MESSAGE', 'OTHER'] as const;
/** An entry of 追踪情况 may also be the assignment to another consultant. */
export const followUpEntries = [...followUpKinds, 'ASSIGNED'] as const;

export class FollowUpView {
  @Instant() at!: string;
  @Text({ description: '跟进人' }) by!: string;
  @OneOf(followUpEntries) kind!: string;
  @Text({ max: 2000, description: '追踪情况' }) content!: string;
  @Day({ optional: true, description: '下次跟进' }) nextOn?: string;
  @Bool({ optional: true, description: '有进展: he came again or his grade rose' }) progress?: boolean;
}

/** A page of 意向客户登记表. */
export class ProspectView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(prospectStates) state!: string;
  @Text() projectId!: string;
  @Id() partyId!: string;
  @Id({ optional: true, description: 'the entry of 来电来访客户记录 it was opened from' }) visitId?: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @OneOf(visitKinds, { description: '来访/来电' }) contactKind!: string;
  @Instant({ description: '首次接触时间' }) firstContactAt!: string;
  @OneOf(intentGrades, { description: '客户等级' }) intentGrade!: string;
  @OneOf(salesChannels, { description: '认知途径' }) channel!: string;
  @Texts({ description: '意向户型' }) wantedLayouts!: string[];
  @Fen({ optional: true, description: '预算' }) budgetFen?: number;
  @Text({ optional: true, max: 1000, description: '关注问题' }) concerns?: string;
  @Bool({ description: '已风险提示' }) riskDisclosed!: boolean;
  @Parts(() => FollowUpView, { description: '追踪情况' }) followUps!: FollowUpView[];
  @Text({ optional: true, max: 500, description: '流失原因' }) lostReason?: string;
  @OneOf(lostReasons, { optional: true, description: '流失原因类别' }) lostCode?: string;
  @OneOf(occupations, { optional: true, description: '职业' }) occupation?: string;
  @OneOf(incomeBands, { optional: true, description: '经济收入水平' }) incomeBand?: string;
  @OneOf(educations, { optional: true, description: '文化层次' }) education?: string;
  @OneOf(residentialAreas, { optional: true, description: '居住区域' }) residentialArea?: string;
  @OneOf(buyingMotives, { optional: true, description: '消费心理' }) motive?: string;
  @Text({ optional: true, max: 500, description: '客户特点(习惯)' }) habits?: string;
  @ManyOf(profileFacts, { description: '未填写的消费者分析项' }) missingFacts!: string[];
  @Day({ optional: true, description: '下次跟进 of the last entry' }) nextOn?: string;
  @Day({ optional: true, description: '保护期至: the last day on which no colleague may register him' })
  protectedUntil?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** Consultants see their own prospects only, supervisor and manager all; the inventory controller coordinates units by clear intentions. */
const readers = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.INVENTORY_CONTROLLER] as const;

/**
 * Refuses `prospect.collision` when a colleague's protected prospect has the phone or the ID number, `prospect.already-yours` when
 * one's own has, `prospect.too-many-collisions` (429) to who meets too many. A colleague's prospect whose protection is over
 * becomes RELEASED, and the customer is the claimant's.
 */
export class RegisterProspect {
  static readonly subject = 'cmd.sales-office.prospect.register';
  static readonly http = 'POST /prospects';
  static readonly status = 201;
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:登记';

  @Text({ max: 64 }) projectId!: string;
  @Id({ optional: true }) visitId?: string;
  @Text({ max: 60 }) @Personal('name') customerName!: string;
  @Text({ max: 40 }) @Personal('phone') phone!: string;
  @Text({ max: 30, min: 6, optional: true }) @Personal('id-number') idNumber?: string;
  @OneOf(visitKinds) contactKind!: string;
  /** Now, or the time of the visit, unless told. */
  @Instant({ optional: true }) firstContactAt?: string;
  @OneOf(intentGrades) intentGrade!: string;
  @OneOf(salesChannels) channel!: string;
  @Texts({ max: 40, maxItems: 10, optional: true }) wantedLayouts?: string[];
  @Fen({ optional: true }) budgetFen?: number;
  @Text({ max: 1000, optional: true }) concerns?: string;
  @Bool() riskDisclosed!: boolean;
  /** 个人信息授权: without it nothing may be kept of him. */
  @Bool() consent!: boolean;
}

export class FollowUpProspect {
  static readonly subject = 'cmd.sales-office.prospect.follow-up';
  static readonly http = 'POST /prospects/:prospectId/follow-up';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:追踪情况';

  @Id() prospectId!: string;
  @Version() version!: number;
  @OneOf(followUpKinds) kind!: string;
  @Text({ max: 2000 }) content!: string;
  @Day({ optional: true }) nextOn?: string;
  @OneOf(intentGrades, { optional: true }) intentGrade?: string;
}

/** What is given is written, what is not given stays; used for the buyer analysis only, with the customer's consent. */
export class RecordBuyerProfile {
  static readonly subject = 'cmd.sales-office.prospect.record-profile';
  static readonly http = 'POST /prospects/:prospectId/profile';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:消费者分析六项与客户特点';

  @Id() prospectId!: string;
  @Version() version!: number;
  @OneOf(occupations, { optional: true }) occupation?: string;
  @OneOf(incomeBands, { optional: true }) incomeBand?: string;
  @OneOf(educations, { optional: true }) education?: string;
  @OneOf(residentialAreas, { optional: true }) residentialArea?: string;
  @OneOf(buyingMotives, { optional: true }) motive?: string;
  @Text({ max: 500, optional: true, min: 1, description: '客户特点(习惯)' }) habits?: string;
}

export class LoseProspect {
  static readonly subject = 'cmd.sales-office.prospect.lose';
  static readonly http = 'POST /prospects/:prospectId/lose';
  static readonly roles = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:流失';

  @Id() prospectId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
  /** OTHER unless told; the funnel counts by it. */
  @OneOf(lostReasons, { optional: true }) reasonCode?: string;
}

/** 判客, 客户移交: the supervisor gives the customer to another consultant; entered in the log of rulings. */
export class AssignProspect {
  static readonly subject = 'cmd.sales-office.prospect.assign';
  static readonly http = 'POST /prospects/:prospectId/assign';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:判客、移交';

  @Id() prospectId!: string;
  @Version() version!: number;
  @Text({ max: 100, description: 'account of the consultant' }) consultantId!: string;
  @Text({ max: 60, description: '销售代表' }) consultant!: string;
  @Text({ max: 500 }) reason!: string;
}

export class GetProspect {
  static readonly subject = 'qry.sales-office.prospect.get';
  static readonly http = 'GET /prospects/:prospectId';
  static readonly roles = readers;
  static readonly reply = ProspectView;
  static readonly summary = '意向客户登记表:一份';

  @Id() prospectId!: string;
}

export class FindProspects extends PageQuery {
  static readonly subject = 'qry.sales-office.prospect.find';
  static readonly http = 'GET /prospects';
  static readonly roles = readers;
  static readonly reply = pageOf(ProspectView);
  static readonly summary = '意向客户登记表:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(prospectStates, { optional: true }) state?: string;
  @OneOf(intentGrades, { optional: true }) intentGrade?: string;
  @Text({ max: 100, optional: true }) consultantId?: string;
  @Day({ optional: true, description: '今日待跟进: whose next step is due by this day' }) nextBy?: string;
  @Sought('persons') person?: string;
}
