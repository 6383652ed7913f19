import { Day, Id, Int, OneOf, ProjectCode, Text } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

/** 保修部位 as the regulation tells them apart. */
export const buildingParts = [
  'FOUNDATION_STRUCTURE',
  'ROOF_WATERPROOFING',
  'WET_ROOM_WATERPROOFING',
  'OUTER_WALL_WATERPROOFING',
  'HEATING',
  'COOLING',
  'WIRING',
  'PIPES',
  'EQUIPMENT',
  'DECORATION',
] as const;
export const warrantyCoverages = ['COVERED', 'NOT_COVERED', 'UNKNOWN'] as const;
export const warrantyUnits = ['YEARS', 'HEATING_SEASONS', 'COOLING_SEASONS'] as const;
export const warrantyGaps = ['NO_ROOM', 'NOT_HANDED_OVER'] as const;

/** 保修: whether a repair is covered, by which rule and until when, as it was on the day it was reported. */
export class WarrantyView {
  @OneOf(buildingParts, { description: '保修部位' }) part!: string;
  @OneOf(warrantyCoverages, { description: '保修内 / 保修外 / 不明' }) coverage!: string;
  @Text({ max: 300, optional: true, description: '依据' }) rule?: string;
  @Day({ optional: true, description: '交付日期' }) handedOverOn?: string;
  @Day({ optional: true, description: '保修期最后一天' }) coveredUntil?: string;
  /** Why it is not known. */
  @OneOf(warrantyGaps, { optional: true }) gap?: string;
}

/** 保修期限: how long one part of the building is covered; without a project for the whole company. */
export class WarrantyTermView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(buildingParts, { description: '保修部位' }) part!: string;
  @Text({ max: 64, optional: true }) projectId?: string;
  @Int({ min: 1, description: '期限' }) amount!: number;
  @OneOf(warrantyUnits, { description: '年 / 采暖期 / 供冷期' }) unit!: string;
  @Day({ description: '适用于此日起交付的房屋' }) validFrom!: string;
  @Text({ max: 300, description: '依据' }) source!: string;
  @Text({ description: '发布人' }) publishedBy!: string;
}

export class PublishWarrantyTerm {
  static readonly subject = 'cmd.complaints.warranty-term.publish';
  static readonly http = 'POST /warranty-terms';
  static readonly status = 201;
  static readonly roles = [Role.MANAGER_IN_CHARGE] as const;
  static readonly reply = WarrantyTermView;
  static readonly summary = '保修期限:发布,只可延长';

  @OneOf(buildingParts) part!: string;
  @ProjectCode({ optional: true }) projectId?: string;
  @Int({ min: 1, max: 200 }) amount!: number;
  @Day() validFrom!: string;
  @Text({ max: 300 }) source!: string;
}

export class FindWarrantyTerms extends PageQuery {
  static readonly subject = 'qry.complaints.warranty-term.find';
  static readonly http = 'GET /warranty-terms';
  static readonly roles = [
    Role.COMPLAINT_HANDLER,
    Role.CUSTOMER_ASSISTANT,
    Role.CS_SUPERVISOR,
    Role.CS_OFFICER,
    Role.CUSTOMER_SERVICE_DEPT,
    Role.MANAGER_IN_CHARGE,
  ] as const;
  static readonly reply = pageOf(WarrantyTermView);
  static readonly summary = '保修期限:一览';

  @OneOf(buildingParts, { optional: true }) part?: string;
  @Text({ max: 64, optional: true }) projectId?: string;
}
