import { Day, Fen, Id, Instant, Int, OneOf, Parts, ProjectCode, Text } from '../fields.js';
import { lifeReaders } from '../life.js';
import { Role } from '../roles.js';

/** What is decided by authority. */
export const matrixDecisions = [
  'DATA_REQUEST',
  'COMPLAINT_PLAN',
  'TITLE_AGENCY',
  'CLUB_FOUNDING',
  'CLUB_ACTIVITY',
  'SYMPOSIUM',
  'UNIT_SWAP',
  'SUBSCRIPTION_CANCELLATION',
  'PRICE_CHANGE',
  'DISCOUNT',
  'NAME_CHANGE',
  'PAYMENT_DEFERRAL',
  'REFUND',
] as const;
export type MatrixDecision = (typeof matrixDecisions)[number];
/** 总监所辖项目间 / 公司内部 / 集团内 (data cross a company border). */
export const shareScopes = ['OWN_PROJECTS', 'INTERNAL', 'CROSS_COMPANY'] as const;
export type ShareScope = (typeof shareScopes)[number];

/**
 * The facts by which each decision may be divided. Amounts: what the plan of a complaint costs; the difference of a swap or a changed
 * price; the discount; what is given back at a cancellation or refund; what is deferred.
 */
export const matrixSubjects: {
  readonly [D in MatrixDecision]: {
    readonly count?: boolean;
    readonly amount?: boolean;
    readonly scopes?: readonly string[];
  };
} = {
  DATA_REQUEST: { count: true, scopes: shareScopes },
  COMPLAINT_PLAN: { amount: true },
  TITLE_AGENCY: {},
  CLUB_FOUNDING: {},
  CLUB_ACTIVITY: {},
  SYMPOSIUM: {},
  UNIT_SWAP: { amount: true },
  SUBSCRIPTION_CANCELLATION: { amount: true },
  PRICE_CHANGE: { amount: true },
  DISCOUNT: { amount: true },
  NAME_CHANGE: {},
  PAYMENT_DEFERRAL: { amount: true },
  REFUND: { amount: true },
};

/** Those whom the matrix may name. */
export const approverRoles = [
  Role.SALES_MANAGER,
  Role.SALES_DIRECTOR,
  Role.DEPUTY_GENERAL_MANAGER,
  Role.GENERAL_MANAGER,
  Role.MANAGER_IN_CHARGE,
  Role.EXECUTIVE_IN_CHARGE,
  Role.LEADERSHIP,
] as const;
export type ApproverRole = (typeof approverRoles)[number];

/** One line of the matrix: this decision, within these bounds, is this role's. Bounds are included. */
export class MatrixRule {
  @OneOf(matrixDecisions) decision!: string;
  @OneOf(shareScopes, { optional: true }) scope?: string;
  @Int({ min: 1, optional: true, description: 'smallest number of records, 1 unless told' }) fromCount?: number;
  @Int({ min: 1, optional: true, description: 'largest number of records, without end unless told' }) toCount?: number;
  @Fen({ min: 0, optional: true, description: 'smallest amount, 0 unless told' }) fromFen?: number;
  @Fen({ min: 0, optional: true, description: 'largest amount, without end unless told' }) toFen?: number;
  @ProjectCode({
    optional: true,
    description: '项目编号: holds for this project only, in place of the lines without one',
  })
  projectId?: string;
  @OneOf(approverRoles) approverRole!: string;
}

/** A line as its writers see it. */
export class MatrixLine extends MatrixRule {
  @Text({ max: 200, optional: true, description: '备注' }) remark?: string;
}

export class AuthorityMatrixView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Int({ min: 1 }) matrixVersion!: number;
  @Day() validFrom!: string;
  @Instant() publishedAt!: string;
  @Text() publishedBy!: string;
  @Parts(() => MatrixLine, { max: 100 }) rules!: MatrixLine[];
}

export class GetAuthorityMatrix {
  static readonly subject = 'qry.info-sharing.authority-matrix.get';
  static readonly http = 'GET /authority-matrix';
  static readonly roles = lifeReaders;
  static readonly services = ['sales-office', 'property-move-in', 'complaints', 'mortgage-collection', 'client-club'];
  static readonly reply = AuthorityMatrixView;
  static readonly summary = '审批权限:今日有效或指定的版本';

  @Int({ min: 1, optional: true }) matrixVersion?: number;
}

export class PublishAuthorityMatrix {
  static readonly subject = 'cmd.info-sharing.authority-matrix.publish';
  static readonly http = 'POST /authority-matrix';
  static readonly status = 201;
  static readonly roles = [Role.GENERAL_MANAGER, Role.LEADERSHIP] as const;
  static readonly reply = AuthorityMatrixView;
  static readonly summary = '审批权限:公布新版本';

  @Day() validFrom!: string;
  @Parts(() => MatrixLine, { max: 100 }) rules!: MatrixLine[];
}

/** A new version of the authority matrix is published; it holds from `validFrom` on. */
export class AuthorityMatrixPublished {
  static readonly subject = 'evt.info-sharing.authority-matrix.published';
  @Id() matrixId!: string;
  @Int({ min: 1 }) matrixVersion!: number;
  @Day({ optional: true }) validFrom?: string;
  @Parts(() => MatrixRule, { optional: true, max: 100 }) rules?: MatrixRule[];
}
