import { Day, Id, Instant, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const collateralStates = ['CURRENT', 'WITHDRAWN'] as const;
export const collateralKinds = [
  'SAND_TABLE',
  'LAYOUT_PLAN',
  'ADVERSE_FACTORS_INSIDE',
  'ADVERSE_FACTORS_OUTSIDE',
  'PROMOTION',
  'OTHER',
] as const;

export class CollateralVersion {
  @Int({ min: 1, max: 1000, description: '版次' }) no!: number;
  @Text({ max: 2000, description: '内容或变更' }) content!: string;
  @Id({ optional: true, description: '文件' }) fileId?: string;
  @Day({ description: '自' }) validFrom!: string;
  @Text({ description: '登记人' }) enteredBy!: string;
  @Instant() enteredAt!: string;
}

/** 项目销售资料: what a project is shown with, every version kept. */
export class SalesCollateralView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(collateralStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(collateralKinds, { description: '类别' }) kind!: string;
  @Text({ max: 200, description: '名称' }) title!: string;
  @Int({ min: 1, max: 1000, description: '现行版次' }) currentNo!: number;
  /** The newest first. */
  @Parts(() => CollateralVersion, { max: 1000 }) versions!: CollateralVersion[];
  @Text({ optional: true, max: 500, description: '停用原因' }) withdrawnWhy?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const editors = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.MARKETING_STAFF, Role.MARKETING_MANAGER] as const;
/** Whoever works in the sales hall. */
export const hallReaders = [
  ...editors,
  Role.DUTY_STAFF,
  Role.SALES_CONSULTANT,
  Role.INVENTORY_CONTROLLER,
  Role.COMPANY_SALES_DEPT,
  Role.CUSTOMER_SERVICE_DEPT,
] as const;

export class FileSalesCollateral {
  static readonly subject = 'cmd.sales-office.sales-collateral.file';
  static readonly http = 'POST /sales-collateral';
  static readonly status = 201;
  static readonly roles = editors;
  static readonly reply = SalesCollateralView;
  static readonly summary = '项目销售资料:登记第一版';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(collateralKinds) kind!: string;
  @Text({ max: 200 }) title!: string;
  @Text({ max: 2000 }) content!: string;
  @Id({ optional: true }) fileId?: string;
  /** Today unless told. */
  @Day({ optional: true }) validFrom?: string;
}

/** The next version; the ones before stay readable. */
export class ReviseSalesCollateral {
  static readonly subject = 'cmd.sales-office.sales-collateral.revise';
  static readonly http = 'POST /sales-collateral/:salesCollateralId/revise';
  static readonly roles = editors;
  static readonly reply = SalesCollateralView;
  static readonly summary = '项目销售资料:新版';

  @Id() salesCollateralId!: string;
  @Version() version!: number;
  @Text({ max: 2000 }) content!: string;
  @Id({ optional: true }) fileId?: string;
  /** Today unless told; not before the version before. */
  @Day({ optional: true }) validFrom?: string;
}

export class WithdrawSalesCollateral {
  static readonly subject = 'cmd.sales-office.sales-collateral.withdraw';
  static readonly http = 'POST /sales-collateral/:salesCollateralId/withdraw';
  static readonly roles = editors;
  static readonly reply = SalesCollateralView;
  static readonly summary = '项目销售资料:停用';

  @Id() salesCollateralId!: string;
  @Version() version!: number;
  @Text({ max: 500 }) reason!: string;
}

export class GetSalesCollateral {
  static readonly subject = 'qry.sales-office.sales-collateral.get';
  static readonly http = 'GET /sales-collateral/:salesCollateralId';
  static readonly roles = hallReaders;
  static readonly reply = SalesCollateralView;
  static readonly summary = '项目销售资料:一份,各版';

  @Id() salesCollateralId!: string;
}

export class FindSalesCollateral extends PageQuery {
  static readonly subject = 'qry.sales-office.sales-collateral.find';
  static readonly http = 'GET /sales-collateral';
  static readonly roles = hallReaders;
  static readonly reply = pageOf(SalesCollateralView);
  static readonly summary = '项目销售资料:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(collateralKinds, { optional: true }) kind?: string;
  @OneOf(collateralStates, { optional: true }) state?: string;
}
