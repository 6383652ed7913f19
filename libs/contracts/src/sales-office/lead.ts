import { Day, Id, Instant, Int, OneOf, Parts, Personal, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { salesChannels } from './visit.js';

export const leadStates = ['NEW', 'ASSIGNED', 'CONVERTED', 'DROPPED'] as const;
export const leadContactKinds = ['CALL', 'MESSAGE', 'MEETING', 'NOT_REACHED', 'OTHER'] as const;

export class LeadContact {
  @Instant() at!: string;
  @Text() by!: string;
  @OneOf(leadContactKinds) kind!: string;
  @Text({ max: 1000, description: '跟踪情况' }) content!: string;
  @Day({ optional: true, description: '下次跟踪' }) nextOn?: string;
}

/** 线索: somebody who may become a customer, before he has called or come. */
export class LeadView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(leadStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() partyId!: string;
  @Text({ description: '姓名' }) @Personal('name') customerName!: string;
  @Text({ optional: true, description: '联系电话' }) @Personal('phone') phone?: string;
  @OneOf(salesChannels, { description: '来源' }) channel!: string;
  @Text({ optional: true, max: 1000, description: '需求' }) need?: string;
  @Text({ description: '登记人' }) recordedBy!: string;
  @Instant({ description: '登记时间' }) recordedAt!: string;
  @Text({ optional: true, description: 'account of the consultant' }) consultantId?: string;
  @Text({ optional: true, description: '销售代表' }) consultant?: string;
  @Parts(() => LeadContact, { max: 200, description: '跟踪' }) contacts!: LeadContact[];
  @Day({ optional: true, description: '下次跟踪' }) nextOn?: string;
  @Id({ optional: true, description: '意向客户登记表' }) prospectId?: string;
  @Text({ optional: true, max: 500, description: '放弃原因' }) dropReason?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const overseers = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
const recorders = [Role.DUTY_STAFF, Role.MARKETING_STAFF, ...overseers] as const;
const readers = [...recorders, Role.SALES_CONSULTANT, Role.COMPANY_SALES_DEPT] as const;

export class RecordLead {
  static readonly subject = 'cmd.sales-office.lead.record';
  static readonly http = 'POST /leads';
  static readonly status = 201;
  static readonly roles = recorders;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:登记';

  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 60 }) @Personal('name') customerName!: string;
  @Text({ max: 40, optional: true }) @Personal('phone') phone?: string;
  @OneOf(salesChannels) channel!: string;
  @Text({ max: 1000, optional: true }) need?: string;
}

/** Gives the opportunity to a consultant, also from another one. */
export class AssignLead {
  static readonly subject = 'cmd.sales-office.lead.assign';
  static readonly http = 'POST /leads/:leadId/assign';
  static readonly roles = overseers;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:分配机会';

  @Id() leadId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) consultantId!: string;
  @Text({ max: 60 }) consultant!: string;
}

export class TrackLead {
  static readonly subject = 'cmd.sales-office.lead.track';
  static readonly http = 'POST /leads/:leadId/track';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:跟踪';

  @Id() leadId!: string;
  @Version() version!: number;
  @OneOf(leadContactKinds) kind!: string;
  @Text({ max: 1000 }) content!: string;
  @Day({ optional: true }) nextOn?: string;
}

/** He has become a prospect: the consultant's own, of the same project. */
export class ConvertLead {
  static readonly subject = 'cmd.sales-office.lead.convert';
  static readonly http = 'POST /leads/:leadId/convert';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:转为意向客户';

  @Id() leadId!: string;
  @Version() version!: number;
  @Id() prospectId!: string;
}

export class DropLead {
  static readonly subject = 'cmd.sales-office.lead.drop';
  static readonly http = 'POST /leads/:leadId/drop';
  static readonly roles = [Role.SALES_CONSULTANT, ...overseers] as const;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:放弃';

  @Id() leadId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetLead {
  static readonly subject = 'qry.sales-office.lead.get';
  static readonly http = 'GET /leads/:leadId';
  static readonly roles = readers;
  static readonly reply = LeadView;
  static readonly summary = '潜在客户线索:一条';

  @Id() leadId!: string;
}

export class FindLeads extends PageQuery {
  static readonly subject = 'qry.sales-office.lead.find';
  static readonly http = 'GET /leads';
  static readonly roles = readers;
  static readonly reply = pageOf(LeadView);
  static readonly summary = '潜在客户线索:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(leadStates, { optional: true }) state?: string;
  @Text({ max: 100, optional: true }) consultantId?: string;
  @Day({ optional: true, description: 'next contact on this day or before' }) nextBy?: string;
  @Sought('persons') person?: string;
}
