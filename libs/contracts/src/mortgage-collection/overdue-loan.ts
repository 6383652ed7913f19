import {
  Bool,
  Day,
  Fen,
  Id,
  Instant,
  Int,
  ManyOf,
  OneOf,
  Part,
  Parts,
  Personal,
  ProjectCode,
  Text,
  Texts,
} from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { litigationReasons } from './events.js';

export const overdueStates = [
  'OVERDUE',
  'REMINDED',
  'LITIGATION_CANDIDATE',
  'DOSSIER_SENT',
  'LITIGATION',
  'CURED',
  'CLOSED',
] as const;
export const contactKinds = ['PHONE', 'EMAIL', 'LAWYER_LETTER'] as const;

/** 催缴: one reminder */
export class CollectionContactView {
  @OneOf(contactKinds, { description: '电话 / 电子邮件 / 律师函' }) kind!: string;
  @Instant() at!: string;
  @Text({ description: '催缴人' }) by!: string;
  @Text({ max: 2000, description: '催缴内容' }) content!: string;
  @Text({ max: 2000, optional: true, description: '客户答复' }) answer?: string;
  @Day({ optional: true, description: '承诺还款日' }) promisedOn?: string;
  /** 编号 of the 律师函. */
  @Text({ optional: true }) letterNo?: string;
}

/** 诉讼资料 as it was handed to general administration, and what they decided */
export class DossierView {
  @Instant() at!: string;
  @Text() by!: string;
  @Text({ max: 4000 }) summary!: string;
  @Texts({ maxItems: 50 }) papers!: string[];
  @Instant({ optional: true }) decidedAt?: string;
  @Text({ optional: true }) decidedBy?: string;
  @Bool({ optional: true, description: '是否起诉' }) sued?: boolean;
  @Text({ max: 2000, optional: true }) decision?: string;
}

/** How the case ended. */
export class OverdueEndingView {
  @Instant() at!: string;
  @Text() by!: string;
  @Day({ optional: true, description: '还清日期' }) curedOn?: string;
  @Text({ max: 2000, optional: true }) reason?: string;
}

/** 逾期还款情况: one loan, from finance's report until it is cured or closed. */
export class OverdueLoanView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(overdueStates) state!: string;
  @Text({ description: '借款合同号' }) loanContractNo!: string;
  @Id({ optional: true }) loanAccountId?: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ description: '客户姓名' }) @Personal('name') customerName!: string;
  @Text({ optional: true, description: '身份证号' }) @Personal('id-number') idNumber?: string;
  @Text({ optional: true, description: '房号' }) room?: string;
  @Text({ optional: true, description: '贷款银行' }) bank?: string;
  @Day({ description: '逾期起始日' }) overdueSince!: string;
  @Int({ optional: true, description: '逾期期数' }) periods?: number;
  @Fen({ description: '逾期金额' }) overdueAmountFen!: number;
  @Bool({ description: '银行建议诉讼' }) bankSuggestsLitigation!: boolean;
  @Day({ description: '截止日期 of the figures' }) asOf!: string;
  @ManyOf(litigationReasons, { description: '诉讼条件' }) reasons!: string[];
  /** The limits of the policy under which the case began; both are exceeded only beyond the number itself. */
  @Int({ min: 1 }) monthsLimit!: number;
  @Fen() amountLimitFen!: number;
  /** The parts below stand in the single loan only, not in lists. */
  @Parts(() => CollectionContactView, { optional: true, max: 1000, description: '催缴记录' })
  contacts?: CollectionContactView[];
  @Parts(() => DossierView, { optional: true, description: '诉讼资料' }) dossiers?: DossierView[];
  @Part(() => OverdueEndingView, { optional: true }) ending?: OverdueEndingView;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.COLLECTION_OFFICER,
  Role.FINANCE_DEPT,
  Role.GENERAL_ADMIN_DEPT,
  Role.CUSTOMER_AFFAIRS_DEPT,
  Role.PROJECT_DEPT,
  Role.MANAGER_IN_CHARGE,
] as const;

export class RecordOverdueLoan {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.record';
  static readonly http = 'POST /overdue-loans';
  static readonly status = 201;
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '按揭逾期还款情况:登记一笔';

  @ProjectCode() projectId!: string;
  @Text({ max: 60 }) loanContractNo!: string;
  @Text({ max: 60 }) @Personal('name') customerName!: string;
  @Text({ max: 40, min: 1, optional: true }) @Personal('id-number') idNumber?: string;
  @Text({ max: 40, min: 1, optional: true }) room?: string;
  @Text({ max: 60, min: 1, optional: true }) bank?: string;
  @Day() overdueSince!: string;
  @Int({ optional: true, max: 1000 }) periods?: number;
  @Fen({ min: 1 }) overdueAmountFen!: number;
  @Bool({ optional: true }) bankSuggestsLitigation?: boolean;
  /** Day up to which the figures run; today unless told. */
  @Day({ optional: true }) asOf?: string;
}

export class GetOverdueLoan {
  static readonly subject = 'qry.mortgage-collection.overdue-loan.get';
  static readonly http = 'GET /overdue-loans/:overdueLoanId';
  static readonly roles = readers;
  static readonly reply = OverdueLoanView;
  static readonly summary = '按揭逾期还款情况:一笔';

  @Id() overdueLoanId!: string;
}

export class FindOverdueLoans extends PageQuery {
  static readonly subject = 'qry.mortgage-collection.overdue-loan.find';
  static readonly http = 'GET /overdue-loans';
  static readonly roles = readers;
  static readonly reply = pageOf(OverdueLoanView);
  static readonly summary = '按揭逾期还款情况:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(overdueStates, { optional: true }) state?: string;
  @Text({ max: 60, optional: true }) loanContractNo?: string;
}
