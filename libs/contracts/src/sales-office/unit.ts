import { DryRun, Decimal, Fen, Id, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { lifeReaders } from '../life.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const unitStates = ['AVAILABLE', 'HELD', 'RESERVED', 'SOLD', 'SIGNED', 'HANDED_OVER'] as const;

/** A line of 房源表. */
export class UnitView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(unitStates) state!: string;
  @Text() projectId!: string;
  @Text({ description: '房号: building-unit-room, such as 3-1-1201' }) room!: string;
  @Text({ description: '楼栋' }) building!: string;
  @Text({ description: '单元' }) unit!: string;
  @Int({ min: -9, description: '楼层' }) floor!: number;
  @Text({ description: '房号 in its staircase' }) roomNo!: string;
  @Text({ optional: true, description: '户型' }) layout?: string;
  @Decimal({ description: '建筑面积' }) areaM2!: number;
  @Fen({ description: '总价' }) totalPriceFen!: number;
  @Text({ optional: true, description: '销控原因' }) heldFor?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** A row that was not taken, with the sentence that the error sheet says too. */
export class RejectedRow {
  @Int({ description: '行号' }) row!: number;
  @Text({ description: 'the column by its Chinese header' }) field!: string;
  @Text({ max: 500 }) reason!: string;
}

export class UnitImportView {
  @Text() projectId!: string;
  @Text({ optional: true, description: 'title of the sheet' }) title?: string;
  @Int({ description: 'new units' }) added!: number;
  @Int({ description: 'free units whose data changed' }) updated!: number;
  @Int({ description: 'units that stood there already' }) unchanged!: number;
  @Int({ description: 'rows that were not taken' }) rejected!: number;
  /** The first 500, before them the sheets that were not read; the error sheet holds all that can be mended. */
  @Parts(() => RejectedRow, { max: 500 }) problems!: RejectedRow[];
  /** The rows that were not taken as a sheet to mend and send again; kept for a day. */
  @Id({ optional: true }) errorFileId?: string;
}

/** Good rows become units, bad ones come back; the mended error sheet is sent the same way. */
export class ImportUnits {
  static readonly subject = 'cmd.sales-office.unit.import';
  static readonly http = 'POST /projects/:projectId/units/import';
  static readonly roles = [Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = UnitImportView;
  static readonly summary = '房源表:导入 .xlsx';

  @Text({ max: 64 }) projectId!: string;
  @Id() fileId!: string;
  @DryRun() dryRun?: boolean;
}

export class GetUnit {
  static readonly subject = 'qry.sales-office.unit.get';
  static readonly http = 'GET /units/:unitId';
  static readonly roles = lifeReaders;
  static readonly reply = UnitView;
  static readonly summary = '房源表:一套';

  @Id() unitId!: string;
}

export class FindUnits extends PageQuery {
  static readonly subject = 'qry.sales-office.unit.find';
  static readonly http = 'GET /units';
  static readonly roles = lifeReaders;
  static readonly reply = pageOf(UnitView);
  static readonly summary = '房源表:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 20, optional: true }) building?: string;
  @OneOf(unitStates, { optional: true }) state?: string;
  @Text({ max: 40, optional: true, description: 'such as 3-1-1201' }) room?: string;
}

/** 销控: the unit is kept back from sale. */
export class HoldUnit {
  static readonly subject = 'cmd.sales-office.unit.hold';
  static readonly http = 'POST /units/:unitId/hold';
  static readonly roles = [Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = UnitView;
  static readonly summary = '销控房位:保留';

  @Id() unitId!: string;
  @Version() version!: number;
  @Text({ max: 200 }) reason!: string;
}

export class ReleaseUnit {
  static readonly subject = 'cmd.sales-office.unit.release';
  static readonly http = 'POST /units/:unitId/release';
  static readonly roles = [Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = UnitView;
  static readonly summary = '销控房位:释放';

  @Id() unitId!: string;
  @Version() version!: number;
}
