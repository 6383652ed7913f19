import { Day, Id, Instant, Int, OneOf, Personal, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const dealFileStates = ['DRAFT', 'FILLED', 'CONFIRMED'] as const;
/** 客户分类 after signing. */
export const customerTiers = ['A', 'B', 'C'] as const;

/** 成交客户档案: opened at signing, filled by the consultant, confirmed by the supervisor with the weekly report. */
export class DealFileView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(dealFileStates) state!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @Id() contractId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() partyId!: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text() consultantId!: string;
  @Text({ description: '销售代表' }) consultant!: string;
  @Day({ description: '签约日期' }) signedOn!: string;
  @OneOf(customerTiers, { optional: true, description: '客户分类' }) tier?: string;
  @Text({ optional: true, max: 1000, description: '客户特点' }) traits?: string;
  @Text({ optional: true, max: 1000, description: '成交原因' }) whyBought?: string;
  @Text({ optional: true, max: 1000, description: '比较过的项目' }) comparedWith?: string;
  @Text({ optional: true, description: '主管' }) confirmedBy?: string;
  @Instant({ optional: true }) confirmedAt?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;

/** Traits and A, B or C: no file is filled without both. Filled again until it is confirmed. */
export class FillDealFile {
  static readonly subject = 'cmd.sales-office.deal-file.fill';
  static readonly http = 'POST /deal-files/:dealFileId/fill';
  static readonly roles = [Role.SALES_CONSULTANT] as const;
  static readonly reply = DealFileView;
  static readonly summary = '成交客户档案:填写与客户分类';

  @Id() dealFileId!: string;
  @Version() version!: number;
  @OneOf(customerTiers) tier!: string;
  @Text({ max: 1000 }) traits!: string;
  @Text({ max: 1000, optional: true }) whyBought?: string;
  @Text({ max: 1000, optional: true }) comparedWith?: string;
}

export class ConfirmDealFile {
  static readonly subject = 'cmd.sales-office.deal-file.confirm';
  static readonly http = 'POST /deal-files/:dealFileId/confirm';
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER] as const;
  static readonly reply = DealFileView;
  static readonly summary = '成交客户档案:主管确认';

  @Id() dealFileId!: string;
  @Version() version!: number;
}

export class GetDealFile {
  static readonly subject = 'qry.sales-office.deal-file.get';
  static readonly http = 'GET /deal-files/:dealFileId';
  static readonly roles = readers;
  static readonly reply = DealFileView;
  static readonly summary = '成交客户档案:一份';

  @Id() dealFileId!: string;
}

export class FindDealFiles extends PageQuery {
  static readonly subject = 'qry.sales-office.deal-file.find';
  static readonly http = 'GET /deal-files';
  static readonly roles = readers;
  static readonly reply = pageOf(DealFileView);
  static readonly summary = '成交客户档案:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(dealFileStates, { optional: true }) state?: string;
  @OneOf(customerTiers, { optional: true }) tier?: string;
  @Sought('persons') person?: string;
}
