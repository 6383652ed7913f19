import { Id, Instant, Int, ProjectCodes, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

/** 调配记录: what a sales director allocated between the projects in his charge, filed with 销售管理部. */
export class AllocationRecordView {
  @Id() id!: string;
  @Text({ description: '编号' }) formNo!: string;
  @Id({ optional: true }) dataRequestId?: string;
  @Texts({ max: 64 }) sourceProjectIds!: string[];
  @Texts({ max: 64 }) targetProjectIds!: string[];
  @Int({ min: 1, description: '调配条数' }) recordCount!: number;
  @Text({ max: 1000, description: '用途' }) purpose!: string;
  @Text({ description: '销售总监' }) filedBy!: string;
  @Instant({ description: '备案时间' }) filedAt!: string;
}

export class FileAllocation {
  static readonly subject = 'cmd.info-sharing.allocation-record.file';
  static readonly http = 'POST /allocation-records';
  static readonly status = 201;
  static readonly roles = [Role.SALES_DIRECTOR] as const;
  static readonly reply = AllocationRecordView;
  static readonly summary = '调配记录:销售总监所辖项目之间的调配,提交销售管理部备案';

  @Id({ optional: true, description: 'the data request that it carries out, if there is one' }) dataRequestId?: string;
  @ProjectCodes({ maxItems: 20 }) sourceProjectIds!: string[];
  @ProjectCodes({ maxItems: 20 }) targetProjectIds!: string[];
  @Int({ min: 0, max: 1_000_000 }) recordCount!: number;
  @Text({ max: 1000 }) purpose!: string;
}

export class FindAllocations extends PageQuery {
  static readonly subject = 'qry.info-sharing.allocation-record.find';
  static readonly http = 'GET /allocation-records';
  static readonly roles = [
    Role.SALES_ADMIN_DEPT,
    Role.SALES_DIRECTOR,
    Role.DEPUTY_GENERAL_MANAGER,
    Role.GENERAL_MANAGER,
  ] as const;
  static readonly reply = pageOf(AllocationRecordView);
  static readonly summary = '调配记录:备案一览';

  @Id({ optional: true }) dataRequestId?: string;
}
