import { Bool, Day, Id, Instant, Int, ManyOf, OneOf, ProjectCodes, Text, Texts, Version } from '../fields.js';
import { lifeReaders } from '../life.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { approverRoles, shareScopes } from './authority-matrix.js';

export const dataRequestStates = [
  'DRAFT',
  'HEAD_SIGNED',
  'REVIEWED',
  'APPROVED',
  'REJECTED',
  'RELEASED',
  'RECEIVED',
] as const;
/** 来访客户, 意向客户, 认购客户, 业主, 租户, 会员 */
export const resourceKinds = ['VISITOR', 'PROSPECT', 'SUBSCRIBER', 'OWNER', 'TENANT', 'CLUB_MEMBER'] as const;
export const sharedFields = [
  'NAME',
  'PHONE',
  'GENDER',
  'AGE_BAND',
  'AREA',
  'WANTED_LAYOUT',
  'INTENT_GRADE',
  'CHANNEL',
  'PURCHASES',
] as const;

/** 客户资源需求申请单 with its 共享资源签收确认单. */
export class DataRequestView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text({ description: 'the first of the target projects' }) projectId!: string;
  @OneOf(dataRequestStates) state!: string;
  @Text({ description: '申请部门' }) applyingDept!: string;
  @Text({ description: '申请人' }) applicant!: string;
  @Text() applicantId!: string;
  @Day({ description: '申请日期' }) appliedOn!: string;
  @Text({ max: 1000, description: '用途' }) purpose!: string;
  @ManyOf(resourceKinds, { description: '资源种类' }) kinds!: string[];
  @Texts({ max: 64, description: '来源项目' }) sourceProjectIds!: string[];
  @Texts({ max: 64, description: '使用项目' }) targetProjectIds!: string[];
  @Text({ optional: true, max: 1000, description: '筛选条件' }) filters?: string;
  @ManyOf(sharedFields, { description: '所需字段' }) fields!: string[];
  @Int({ min: 1, description: '申请条数' }) requestedCount!: number;
  @Day({ description: '使用期限' }) useFrom!: string;
  @Day({ description: '使用期限' }) useTo!: string;
  @OneOf(shareScopes, { description: '调配范围' }) scope!: string;
  @Text({ optional: true, description: '部门领导签字' }) signedBy?: string;
  @Instant({ optional: true }) signedAt?: string;
  @Text({ optional: true, description: '审核(销售管理部)' }) reviewedBy?: string;
  @Instant({ optional: true }) reviewedAt?: string;
  @ManyOf(resourceKinds, { optional: true, description: '核定种类' }) approvedKinds?: string[];
  @Int({ min: 1, optional: true, description: '核定条数' }) approvedCount?: number;
  @OneOf(approverRoles, { optional: true, description: '审批权限' }) approverRole?: string;
  @Text({ optional: true, description: 'the sales director whose projects these are' }) directorId?: string;
  @Int({ min: 1, optional: true, description: 'version of the authority matrix it was decided by' })
  matrixVersion?: number;
  @Text({ optional: true, description: '审批人' }) decidedBy?: string;
  @Text({ optional: true, max: 100, description: '代谁审批' }) decidedFor?: string;
  @Instant({ optional: true }) decidedAt?: string;
  @Text({ optional: true, max: 1000, description: '审批意见' }) opinion?: string;
  @Text({ optional: true, description: '下发人' }) releasedBy?: string;
  @Instant({ optional: true }) releasedAt?: string;
  @Int({ min: 1, optional: true, description: '下发条数' }) releasedCount?: number;
  @Day({ optional: true, description: '首次反馈日' }) feedbackDueOn?: string;
  @Text({ optional: true, description: '共享资源签收确认单编号' }) receiptNo?: string;
  @Text({ optional: true, description: '接收部门签字' }) receivedBy?: string;
  @Instant({ optional: true }) receivedAt?: string;
  @Text({ optional: true, description: '部门主管(统一分配管理)' }) custodian?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class ApplyForData {
  static readonly subject = 'cmd.info-sharing.data-request.apply';
  static readonly http = 'POST /data-requests';
  static readonly status = 201;
  static readonly roles = lifeReaders;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:申请';

  @Text({ max: 1000 }) purpose!: string;
  @ManyOf(resourceKinds) kinds!: string[];
  @ProjectCodes({ maxItems: 20 }) sourceProjectIds!: string[];
  @ProjectCodes({ maxItems: 20 }) targetProjectIds!: string[];
  @Text({ max: 1000, optional: true }) filters?: string;
  @ManyOf(sharedFields) fields!: string[];
  @Int({ min: 0, max: 1_000_000 }) requestedCount!: number;
  @Day() useFrom!: string;
  @Day() useTo!: string;
}

export class SignDataRequest {
  static readonly subject = 'cmd.info-sharing.data-request.sign';
  static readonly http = 'POST /data-requests/:dataRequestId/sign';
  static readonly roles = [Role.DEPARTMENT_HEAD] as const;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:部门领导签字';

  @Id() dataRequestId!: string;
  @Version() version!: number;
}

export class ReviewDataRequest {
  static readonly subject = 'cmd.info-sharing.data-request.review';
  static readonly http = 'POST /data-requests/:dataRequestId/review';
  static readonly roles = [Role.SALES_ADMIN_DEPT] as const;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:销售管理部审核种类并确定数量';

  @Id() dataRequestId!: string;
  @Version() version!: number;
  @ManyOf(resourceKinds) kinds!: string[];
  @Int({ min: 0, max: 1_000_000, description: '核定条数' }) recordCount!: number;
}

export class ApproveDataRequest {
  static readonly subject = 'cmd.info-sharing.data-request.approve';
  static readonly http = 'POST /data-requests/:dataRequestId/approve';
  static readonly roles = approverRoles;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:按权限批准';

  @Id() dataRequestId!: string;
  @Version() version!: number;
  @Text({ max: 1000, optional: true }) opinion?: string;
}

export class RejectDataRequest {
  static readonly subject = 'cmd.info-sharing.data-request.reject';
  static readonly http = 'POST /data-requests/:dataRequestId/reject';
  static readonly roles = approverRoles;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:按权限否决';

  @Id() dataRequestId!: string;
  @Version() version!: number;
  @Text({ max: 1000 }) opinion!: string;
}

export class ReleaseData {
  static readonly subject = 'cmd.info-sharing.data-request.release';
  static readonly http = 'POST /data-requests/:dataRequestId/release';
  static readonly roles = [Role.SALES_ADMIN_DEPT] as const;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:销售管理部下发';

  @Id() dataRequestId!: string;
  @Version() version!: number;
  @Int({ min: 1, max: 1_000_000, optional: true, description: '下发条数, the approved number unless told' })
  recordCount?: number;
}

export class ReceiveData {
  static readonly subject = 'cmd.info-sharing.data-request.receive';
  static readonly http = 'POST /data-requests/:dataRequestId/receive';
  static readonly roles = [Role.DEPARTMENT_SUPERVISOR, Role.DEPARTMENT_HEAD] as const;
  static readonly reply = DataRequestView;
  static readonly summary = '共享资源签收确认单:接收部门签字';

  @Id() dataRequestId!: string;
  @Version() version!: number;
  @Text({ max: 100, optional: true, description: '部门主管, the signer unless told' }) custodian?: string;
  @Bool({ description: '保密承诺' }) securityPledge!: boolean;
}

const readers = [...lifeReaders];

export class GetDataRequest {
  static readonly subject = 'qry.info-sharing.data-request.get';
  static readonly http = 'GET /data-requests/:dataRequestId';
  static readonly roles = readers;
  static readonly reply = DataRequestView;
  static readonly summary = '客户资源需求申请单:一份';

  @Id() dataRequestId!: string;
}

export class FindDataRequests extends PageQuery {
  static readonly subject = 'qry.info-sharing.data-request.find';
  static readonly http = 'GET /data-requests';
  static readonly roles = readers;
  static readonly reply = pageOf(DataRequestView);
  static readonly summary = '客户资源需求申请单:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(dataRequestStates, { optional: true }) state?: string;
  @OneOf(approverRoles, { optional: true }) approverRole?: string;
}

/** Shared customer data were released to a department. */
export class DataReleased {
  static readonly subject = 'evt.info-sharing.data-request.released';
  @Id() dataRequestId!: string;
  /** The first of the projects that use them; all stand in `targetProjectIds`. */
  @Text({ max: 64 }) targetProjectId!: string;
  @Texts({ max: 64, maxItems: 20, optional: true }) targetProjectIds?: string[];
  @Int() recordCount!: number;
}
