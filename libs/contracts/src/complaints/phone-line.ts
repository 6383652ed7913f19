import { Day, Id, Instant, Int, OneOf, Parts, ProjectCode, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { callLeads, callReaders } from './phone-roles.js';

export const phoneLineKinds = ['HOTLINE', 'DIRECT', 'MOBILE'] as const;
export const phoneLineStates = ['FREE', 'ASSIGNED', 'CLOSED'] as const;

export class LineHolder {
  @Text({ max: 100 }) staffId!: string;
  @Text({ max: 100 }) staffName!: string;
  @Instant() from!: string;
  @Instant({ optional: true }) until?: string;
}

/** A number of the company, such as the complaint hotline, and the person who answers it. */
export class PhoneLineView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(phoneLineStates) state!: string;
  @OneOf(phoneLineKinds) kind!: string;
  /** As callers dial it. */
  @Text({ description: '号码' }) number!: string;
  @Text({ description: '名称' }) title!: string;
  @Text({ optional: true, description: '使用人' }) holderId?: string;
  @Text({ optional: true }) holderName?: string;
  /** Who held it, oldest first; the last 100. */
  @Parts(() => LineHolder) holders!: LineHolder[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class OpenPhoneLine {
  static readonly subject = 'cmd.complaints.phone-line.open';
  static readonly http = 'POST /phone-lines';
  static readonly status = 201;
  static readonly roles = callLeads;
  static readonly reply = PhoneLineView;
  static readonly summary = '电话号码:登记';

  @ProjectCode() projectId!: string;
  @OneOf(phoneLineKinds) kind!: string;
  @Text({ max: 20, pattern: /^[+\d][\d-]{2,18}$/, like: '010-12345678' }) number!: string;
  @Text({ max: 60 }) title!: string;
}

/** To its first holder, or from one to the next. */
export class AssignPhoneLine {
  static readonly subject = 'cmd.complaints.phone-line.assign';
  static readonly http = 'POST /phone-lines/:phoneLineId/assign';
  static readonly roles = callLeads;
  static readonly reply = PhoneLineView;
  static readonly summary = '电话号码:分配到服务人员';

  @Id() phoneLineId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) staffId!: string;
  @Text({ max: 100 }) staffName!: string;
}

export class ReleasePhoneLine {
  static readonly subject = 'cmd.complaints.phone-line.release';
  static readonly http = 'POST /phone-lines/:phoneLineId/release';
  static readonly roles = callLeads;
  static readonly reply = PhoneLineView;
  static readonly summary = '电话号码:收回';

  @Id() phoneLineId!: string;
  @Version() version!: number;
}

export class ClosePhoneLine {
  static readonly subject = 'cmd.complaints.phone-line.close';
  static readonly http = 'POST /phone-lines/:phoneLineId/close';
  static readonly roles = callLeads;
  static readonly reply = PhoneLineView;
  static readonly summary = '电话号码:停用';

  @Id() phoneLineId!: string;
  @Version() version!: number;
}

export class GetPhoneLine {
  static readonly subject = 'qry.complaints.phone-line.get';
  static readonly http = 'GET /phone-lines/:phoneLineId';
  static readonly roles = callReaders;
  static readonly reply = PhoneLineView;
  static readonly summary = '电话号码:一个';

  @Id() phoneLineId!: string;
}

export class FindPhoneLines extends PageQuery {
  static readonly subject = 'qry.complaints.phone-line.find';
  static readonly http = 'GET /phone-lines';
  static readonly roles = callReaders;
  static readonly reply = pageOf(PhoneLineView);
  static readonly summary = '电话号码:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(phoneLineKinds, { optional: true }) kind?: string;
  @Text({ max: 100, optional: true }) holderId?: string;
}

/** MISSING: the project has open cases and no hotline. UNSTAFFED: nobody answers it. AWAY: the person who does is not at work today. */
export const hotlineStates = ['STAFFED', 'AWAY', 'UNSTAFFED', 'MISSING'] as const;

/** 投诉电话 of a project and the person who is responsible for it. */
export class ComplaintHotlineView {
  @Text({ max: 64 }) projectId!: string;
  @OneOf(hotlineStates) state!: string;
  @Id({ optional: true }) phoneLineId?: string;
  @Text({ max: 20, optional: true, description: '投诉电话' }) number?: string;
  @Text({ max: 100, optional: true }) holderId?: string;
  @Text({ max: 100, optional: true, description: '专人' }) holderName?: string;
  @Instant({ optional: true, description: 'since when' }) since?: string;
  @Day({ optional: true, description: '最后一个缺勤日' }) awayUntil?: string;
}

export class ComplaintHotlinesView {
  @Parts(() => ComplaintHotlineView, { max: 500 }) hotlines!: ComplaintHotlineView[];
}

export class FindComplaintHotlines {
  static readonly subject = 'qry.complaints.phone-line.hotlines';
  static readonly http = 'GET /complaint-hotlines';
  static readonly roles = callReaders;
  static readonly reply = ComplaintHotlinesView;
  static readonly summary = '投诉电话:各项目的号码与专人,缺号、缺人、缺勤';

  @Text({ max: 64, optional: true }) projectId?: string;
}
