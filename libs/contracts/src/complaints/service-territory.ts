import { Id, Instant, Int, ManyOf, OneOf, Parts, ProjectCode, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { complaintCategories } from './complaint.js';
import { callLeads, callReaders } from './phone-roles.js';

export const territoryStates = ['SET', 'DISSOLVED'] as const;

/** Who serves a territory, and for which kinds of cases he is authorised. */
export class TerritoryStaff {
  @Text({ max: 100 }) staffId!: string;
  @Text({ max: 100 }) staffName!: string;
  @ManyOf(complaintCategories, { description: '授权类别' }) categories!: string[];
}

export class TerritoryChange {
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ max: 500 }) reason!: string;
  @Texts({ max: 40, maxItems: 200 }) buildings!: string[];
}

/** 服务地域: some buildings of a project and the staff who serve them. */
export class ServiceTerritoryView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(territoryStates) state!: string;
  @Text({ description: '名称' }) name!: string;
  @Texts({ max: 40, maxItems: 200, description: '楼栋' }) buildings!: string[];
  @Parts(() => TerritoryStaff, { description: '服务人员' }) staff!: TerritoryStaff[];
  /** How it was before, the last 50 times that it was set anew. */
  @Parts(() => TerritoryChange, { max: 50 }) earlier!: TerritoryChange[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class SetServiceTerritory {
  static readonly subject = 'cmd.complaints.service-territory.set';
  static readonly http = 'POST /service-territories';
  static readonly status = 201;
  static readonly roles = callLeads;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:设置';

  @ProjectCode() projectId!: string;
  @Text({ max: 60 }) name!: string;
  @Texts({ max: 40, maxItems: 200 }) buildings!: string[];
}

/** Puts a person into the territory, or changes what he is authorised for. */
export class AuthoriseInServiceTerritory {
  static readonly subject = 'cmd.complaints.service-territory.authorise';
  static readonly http = 'POST /service-territories/:serviceTerritoryId/authorise';
  static readonly roles = callLeads;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:人员归入并授权';

  @Id() serviceTerritoryId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) staffId!: string;
  @Text({ max: 100 }) staffName!: string;
  @ManyOf(complaintCategories) categories!: string[];
}

export class DischargeFromServiceTerritory {
  static readonly subject = 'cmd.complaints.service-territory.discharge';
  static readonly http = 'POST /service-territories/:serviceTerritoryId/discharge';
  static readonly roles = callLeads;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:人员调出';

  @Id() serviceTerritoryId!: string;
  @Version() version!: number;
  @Text({ max: 100 }) staffId!: string;
}

/** Other buildings and nobody in it: the staff is authorised anew. */
export class ResetServiceTerritory {
  static readonly subject = 'cmd.complaints.service-territory.reset';
  static readonly http = 'POST /service-territories/:serviceTerritoryId/reset';
  static readonly roles = callLeads;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:重新设置';

  @Id() serviceTerritoryId!: string;
  @Version() version!: number;
  @Texts({ max: 40, maxItems: 200 }) buildings!: string[];
  @Text({ max: 500 }) reason!: string;
}

export class DissolveServiceTerritory {
  static readonly subject = 'cmd.complaints.service-territory.dissolve';
  static readonly http = 'POST /service-territories/:serviceTerritoryId/dissolve';
  static readonly roles = callLeads;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:撤销';

  @Id() serviceTerritoryId!: string;
  @Version() version!: number;
}

export class GetServiceTerritory {
  static readonly subject = 'qry.complaints.service-territory.get';
  static readonly http = 'GET /service-territories/:serviceTerritoryId';
  static readonly roles = callReaders;
  static readonly reply = ServiceTerritoryView;
  static readonly summary = '服务地域:一个';

  @Id() serviceTerritoryId!: string;
}

/** `room` finds the territory of its building, so that a case goes to who serves it. */
export class FindServiceTerritories extends PageQuery {
  static readonly subject = 'qry.complaints.service-territory.find';
  static readonly http = 'GET /service-territories';
  static readonly roles = callReaders;
  static readonly reply = pageOf(ServiceTerritoryView);
  static readonly summary = '服务地域:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 40, optional: true, min: 1, description: '房号,如 3-1-1201' }) room?: string;
}
