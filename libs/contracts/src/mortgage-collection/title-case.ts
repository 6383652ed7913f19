import { Bool, Day, Id, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const titleStates = [
  'OPENED',
  'AGENCY_ASSIGNED',
  'FILED',
  'CERTIFICATE_ISSUED',
  'MORTGAGE_REGISTERED',
  'GUARANTEE_RELEASED',
  'CANCELLED',
] as const;

/** 小产权证 of one unit, from the signed contract to the certificate; with a loan, to the release of the guarantee. */
export class TitleCaseView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() projectId!: string;
  @OneOf(titleStates) state!: string;
  @Id() contractId!: string;
  @Text({ description: '合同编号' }) contractNo!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id() partyId!: string;
  @Bool({ description: '是否按揭' }) mortgaged!: boolean;
  @Day({ description: '签约日期' }) signedOn!: string;
  @Day({ optional: true, description: '合同备案日期' }) contractFiledOn?: string;
  @Text({ optional: true, description: '代理公司' }) agency?: string;
  @Day({ optional: true, description: '委托日期' }) agencyAssignedOn?: string;
  @Day({ optional: true, description: '约定办结日期' }) dueOn?: string;
  @Day({ optional: true, description: '报件日期' }) filedOn?: string;
  @Text({ optional: true, description: '产权证号' }) certificateNo?: string;
  @Day({ optional: true, description: '发证日期' }) issuedOn?: string;
  @Text({ optional: true, description: '抵押登记证明号' }) registrationNo?: string;
  @Day({ optional: true, description: '抵押登记日期' }) mortgageRegisteredOn?: string;
  @Day({ optional: true, description: '担保撤销日期' }) guaranteeReleasedOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const owners = [Role.CUSTOMER_AFFAIRS_DEPT, Role.PROJECT_DEPT] as const;
const agents = [...owners, Role.TITLE_AGENCY] as const;
const readers = [...agents, Role.COLLECTION_OFFICER, Role.FINANCE_DEPT, Role.MANAGER_IN_CHARGE] as const;

/** A step of the case; the last word of its path is how `allowed` names it. */
class Step {
  @Id() titleCaseId!: string;
  @Version() version!: number;
}

export class AssignTitleAgency extends Step {
  static readonly subject = 'cmd.mortgage-collection.title-case.assign-agency';
  static readonly http = 'POST /title-cases/:titleCaseId/assign-agency';
  static readonly roles = owners;
  static readonly reply = TitleCaseView;
  static readonly summary = '小产权证:委托代理公司';

  @Text({ max: 100 }) agency!: string;
  /** 代理协议: days within which the certificate is to be had, counted from today. */
  @Int({ min: 1, max: 3650 }) termDays!: number;
}

export class FileTitle extends Step {
  static readonly subject = 'cmd.mortgage-collection.title-case.file';
  static readonly http = 'POST /title-cases/:titleCaseId/file';
  static readonly roles = agents;
  static readonly reply = TitleCaseView;
  static readonly summary = '小产权证:报件';

  @Day() filedOn!: string;
}

export class IssueCertificate extends Step {
  static readonly subject = 'cmd.mortgage-collection.title-case.issue-certificate';
  static readonly http = 'POST /title-cases/:titleCaseId/issue-certificate';
  static readonly roles = agents;
  static readonly reply = TitleCaseView;
  static readonly summary = '小产权证:取得产权证';

  @Text({ max: 60 }) certificateNo!: string;
  @Day() issuedOn!: string;
}

export class RegisterMortgage extends Step {
  static readonly subject = 'cmd.mortgage-collection.title-case.register-mortgage';
  static readonly http = 'POST /title-cases/:titleCaseId/register-mortgage';
  static readonly roles = agents;
  static readonly reply = TitleCaseView;
  static readonly summary = '小产权证:抵押登记';

  @Text({ max: 60 }) registrationNo!: string;
  @Day() registeredOn!: string;
}

export class ReleaseGuarantee extends Step {
  static readonly subject = 'cmd.mortgage-collection.title-case.release-guarantee';
  static readonly http = 'POST /title-cases/:titleCaseId/release-guarantee';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = TitleCaseView;
  static readonly summary = '撤销按揭担保';

  @Day() releasedOn!: string;
}

export class GetTitleCase {
  static readonly subject = 'qry.mortgage-collection.title-case.get';
  static readonly http = 'GET /title-cases/:titleCaseId';
  static readonly roles = readers;
  static readonly reply = TitleCaseView;
  static readonly summary = '小产权证:一份';

  @Id() titleCaseId!: string;
}

export class FindTitleCases extends PageQuery {
  static readonly subject = 'qry.mortgage-collection.title-case.find';
  static readonly http = 'GET /title-cases';
  static readonly roles = readers;
  static readonly reply = pageOf(TitleCaseView);
  static readonly summary = '小产权证:办理一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(titleStates, { optional: true }) state?: string;
  @Id({ optional: true }) contractId?: string;
}
