import { Day, DryRun, Id, Instant, Int, Parts, ProjectCode, Text, Texts } from '../fields.js';
import { Role } from '../roles.js';

/** A row of the sheet that could not be taken, by its number in Excel. */
export class OverdueBadRow {
  @Int() row!: number;
  @Text() field!: string;
  @Text({ max: 500 }) reason!: string;
}

/** 按揭逾期还款情况表 as finance sent it, and what became of its rows. */
export class OverdueFeedView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @Text({ description: '文件名' }) fileName!: string;
  @Day({ description: '截止日期' }) asOf!: string;
  @Instant() importedAt!: string;
  @Text() importedBy!: string;
  @Int({ description: 'loans that became overdue cases' }) opened!: number;
  @Int({ description: 'known cases whose figures changed' }) changed!: number;
  @Int({ description: 'known cases with the same figures, or with newer ones than the sheet has' }) unchanged!: number;
  @Int({ description: 'rows that could not be taken' }) bad!: number;
  /** The first of them; all stand in the error sheet. */
  @Parts(() => OverdueBadRow, { max: 200 }) badRows!: OverdueBadRow[];
  /** The bad rows as an .xlsx with their reasons, to be mended and sent again; kept for one day. */
  @Id({ optional: true }) errorFileId?: string;
  @Texts() allowed!: string[];
}

export class ImportOverdueFeed {
  static readonly subject = 'cmd.mortgage-collection.overdue-feed.import';
  static readonly http = 'POST /overdue-feeds/import';
  static readonly status = 201;
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = OverdueFeedView;
  static readonly summary = '按揭逾期还款情况表:导入 .xlsx';

  @ProjectCode() projectId!: string;
  @Id() fileId!: string;
  @DryRun() dryRun?: boolean;
}

export class GetOverdueFeed {
  static readonly subject = 'qry.mortgage-collection.overdue-feed.get';
  static readonly http = 'GET /overdue-feeds/:overdueFeedId';
  static readonly roles = [Role.FINANCE_DEPT, Role.COLLECTION_OFFICER, Role.MANAGER_IN_CHARGE] as const;
  static readonly reply = OverdueFeedView;
  static readonly summary = '按揭逾期还款情况表:一次导入的结果';

  @Id() overdueFeedId!: string;
}
