import { Day, Decimal, Id, Instant, Int, OneOf, Parts, Text, Texts, Ids } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

const readers = [
  Role.INVENTORY_CONTROLLER,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
] as const;

/** 销控比例: what share of a project's or a building's units is to be kept back from a day on. */
export class HoldRatioView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Text({ optional: true, description: '楼栋; the whole project where none stands' }) building?: string;
  @Decimal({ max: 100, description: '销控比例 %' }) percent!: number;
  @Text({ max: 500, description: '调整理由' }) reason!: string;
  @Instant() setAt!: string;
  @Text({ description: '调整人' }) setBy!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** The later one replaces the earlier one of the same building; all stay on record. */
export class SetHoldRatio {
  static readonly subject = 'cmd.sales-office.hold-ratio.set';
  static readonly http = 'POST /hold-ratios';
  static readonly status = 201;
  static readonly roles = [Role.INVENTORY_CONTROLLER, Role.SALES_MANAGER] as const;
  static readonly reply = HoldRatioView;
  static readonly summary = '销控比例:调整';

  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 20, optional: true, min: 1 }) building?: string;
  @Decimal({ max: 100 }) percent!: number;
  @Text({ max: 500 }) reason!: string;
}

export class FindHoldRatios extends PageQuery {
  static readonly subject = 'qry.sales-office.hold-ratio.find';
  static readonly http = 'GET /hold-ratios';
  static readonly roles = readers;
  static readonly reply = pageOf(HoldRatioView);
  static readonly summary = '销控比例:调整记录';

  @Text({ max: 64, optional: true }) projectId?: string;
}

export class BuildingHolds {
  @Text({ description: '楼栋' }) building!: string;
  @Int() units!: number;
  @Int({ description: '已保留' }) held!: number;
  @Decimal({ max: 100, description: '实际销控比例 %' }) percent!: number;
  @Decimal({ max: 100, optional: true, description: '应销控比例 %, of the building or else of the project' })
  targetPercent?: number;
  @Int({ min: -100_000, optional: true, description: 'units above (+) or below (-) the ratio' }) difference?: number;
  @Int({ description: '可售' }) available!: number;
  @Int({ description: '已售: sold, signed or handed over' }) sold!: number;
}

/** 销控房位统计 beside what the ratio is adjusted by: sales and the intention of customers. */
export class HoldStatisticsView {
  @Text() projectId!: string;
  @Parts(() => BuildingHolds, { max: 500 }) buildings!: BuildingHolds[];
  @Parts(() => BuildingHolds, { max: 1, description: 'the whole project' }) total!: BuildingHolds[];
  @Int({ description: 'customers who are followed, of grade A' }) clearIntents!: number;
}

export class GetHoldStatistics {
  static readonly subject = 'qry.sales-office.hold-ratio.statistics';
  static readonly http = 'GET /projects/:projectId/holds';
  static readonly roles = readers;
  static readonly reply = HoldStatisticsView;
  static readonly summary = '销控房位统计';

  @Text({ max: 64 }) projectId!: string;
}

/** 滚动释放: held units that went on sale together, and what became of them. */
export class ReleaseBatchView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Text({ description: '批次' }) name!: string;
  @Text({ optional: true, max: 500, description: '说明' }) reason?: string;
  @Instant() releasedAt!: string;
  @Text({ description: '销控' }) releasedBy!: string;
  @Int({ description: '释放套数' }) units!: number;
  @Int({ description: '现可售' }) available!: number;
  @Int({ description: '现预定' }) reserved!: number;
  @Int({ description: '已售: sold, signed or handed over' }) sold!: number;
  @Int({ description: '又被保留, or released again by a later batch' }) others!: number;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** All or none: refuses a unit that is not held, and what would leave less held than the ratio says. */
export class ReleaseUnits {
  static readonly subject = 'cmd.sales-office.release-batch.release';
  static readonly http = 'POST /release-batches';
  static readonly status = 201;
  static readonly roles = [Role.INVENTORY_CONTROLLER, Role.SALES_MANAGER] as const;
  static readonly reply = ReleaseBatchView;
  static readonly summary = '滚动释放:一批';

  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 60 }) name!: string;
  @Ids({ max: 500 }) unitIds!: string[];
  @Text({ max: 500, optional: true }) reason?: string;
}

export class GetReleaseBatch {
  static readonly subject = 'qry.sales-office.release-batch.get';
  static readonly http = 'GET /release-batches/:releaseBatchId';
  static readonly roles = readers;
  static readonly reply = ReleaseBatchView;
  static readonly summary = '滚动释放:一批的去化';

  @Id() releaseBatchId!: string;
}

export class FindReleaseBatches extends PageQuery {
  static readonly subject = 'qry.sales-office.release-batch.find';
  static readonly http = 'GET /release-batches';
  static readonly roles = readers;
  static readonly reply = pageOf(ReleaseBatchView);
  static readonly summary = '滚动释放:批次一览';

  @Text({ max: 64, optional: true }) projectId?: string;
}

export const handoverSubjects = [
  'PROSPECT',
  'UNIT_CONFIRMATION',
  'SUBSCRIPTION',
  'CONTRACT_DRAFT',
  'CONTRACT',
  'CARE_NODE',
  'VISIT',
] as const;

export class HandoverCount {
  @OneOf(handoverSubjects, { description: 'kind of the open work' }) subject!: string;
  @Int() tasks!: number;
}

/** 封盘交接记录: all open work of a project at 封盘, handed to the other department in one record. */
export class SalesHandoverView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Text({ description: '移交部门' }) fromDepartment!: string;
  @Text({ description: '接收部门' }) toDepartment!: string;
  @Day({ description: '封盘日期' }) closedOn!: string;
  @Text({ description: '移交人' }) handedOverBy!: string;
  @Int({ description: '移交事项' }) tasks!: number;
  @Parts(() => HandoverCount, { max: 20 }) counts!: HandoverCount[];
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class GetSalesHandover {
  static readonly subject = 'qry.sales-office.sales-handover.get';
  static readonly http = 'GET /projects/:projectId/sales-handover';
  static readonly roles = [
    ...readers,
    Role.CUSTOMER_AFFAIRS_DEPT,
    Role.CUSTOMER_SERVICE_DEPT,
    Role.PROJECT_DEPT,
  ] as const;
  static readonly reply = SalesHandoverView;
  static readonly summary = '封盘交接记录';

  @Text({ max: 64 }) projectId!: string;
}

export class HandedOverTask {
  @Id() id!: string;
  @OneOf(handoverSubjects) subject!: string;
  @Text({ description: '状态 at the hand-over' }) state!: string;
  @Text({ optional: true, description: '房号' }) room?: string;
  @Text({ optional: true, description: '原责任人' }) consultant?: string;
}

export class FindHandedOverTasks extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-handover.tasks';
  static readonly http = 'GET /projects/:projectId/sales-handover/tasks';
  static readonly roles = GetSalesHandover.roles;
  static readonly reply = pageOf(HandedOverTask);
  static readonly summary = '封盘交接记录:移交事项';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(handoverSubjects, { optional: true }) subject?: string;
}
