import { complaintReaders } from '../complaints/complaint.js';
import { Day, Id, Int, OneOf, Part, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { moveInReaders } from './household.js';

/** 服务协议 of a service, 服务合同 of a work. */
export const serviceAgreementKinds = ['AGREEMENT', 'CONTRACT'] as const;
export const serviceAgreementStates = ['IN_FORCE', 'ENDED'] as const;

export class AgreementEndView {
  @Day({ description: '终止日期' }) endedOn!: string;
  @Text({ max: 500, description: '终止原因' }) reason!: string;
  @Text() by!: string;
}

/** 服务协议 / 服务合同 with the owner of a unit. */
export class ServiceAgreementView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) agreementNo!: string;
  @OneOf(serviceAgreementStates) state!: string;
  @OneOf(serviceAgreementKinds, { description: '协议 / 合同' }) kind!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() unitId!: string;
  @Text({ description: '房号' }) room!: string;
  @Id({ description: '业主' }) partyId!: string;
  @Text({ max: 100, description: '名称' }) title!: string;
  @Text({ max: 2000, description: '服务内容' }) services!: string;
  @Day({ description: '签订日期' }) signedOn!: string;
  @Day({ description: '开始日期' }) fromOn!: string;
  @Day({ optional: true, description: '截止日期, the day included' }) untilOn?: string;
  @Text({ description: '登记人' }) recordedBy!: string;
  @Part(() => AgreementEndView, { optional: true, description: '终止' }) ending?: AgreementEndView;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const keepers = [Role.CUSTOMER_ASSISTANT, Role.CS_SUPERVISOR, Role.CUSTOMER_SERVICE_DEPT] as const;
const readers = [...new Set([...moveInReaders, ...complaintReaders])];

export class SignServiceAgreement {
  static readonly subject = 'cmd.property-move-in.service-agreement.sign';
  static readonly http = 'POST /service-agreements';
  static readonly status = 201;
  static readonly roles = keepers;
  static readonly reply = ServiceAgreementView;
  static readonly summary = '服务协议和合同:登记与业主签订的一份';

  @Id() unitId!: string;
  @OneOf(serviceAgreementKinds) kind!: string;
  @Text({ max: 100 }) title!: string;
  @Text({ max: 2000 }) services!: string;
  @Day() signedOn!: string;
  @Day() fromOn!: string;
  @Day({ optional: true }) untilOn?: string;
}

export class EndServiceAgreement {
  static readonly subject = 'cmd.property-move-in.service-agreement.end';
  static readonly http = 'POST /service-agreements/:agreementId/end';
  static readonly roles = keepers;
  static readonly reply = ServiceAgreementView;
  static readonly summary = '服务协议和合同:终止';

  @Id() agreementId!: string;
  @Version() version!: number;
  @Day() endedOn!: string;
  @Text({ max: 500 }) reason!: string;
}

export class GetServiceAgreement {
  static readonly subject = 'qry.property-move-in.service-agreement.get';
  static readonly http = 'GET /service-agreements/:agreementId';
  static readonly roles = readers;
  static readonly reply = ServiceAgreementView;
  static readonly summary = '服务协议和合同:一份';

  @Id() agreementId!: string;
}

export class FindServiceAgreements extends PageQuery {
  static readonly subject = 'qry.property-move-in.service-agreement.find';
  static readonly http = 'GET /service-agreements';
  static readonly roles = readers;
  static readonly reply = pageOf(ServiceAgreementView);
  static readonly summary = '服务协议和合同:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @Text({ max: 40, optional: true, description: '房号' }) room?: string;
  @Id({ optional: true }) partyId?: string;
  @OneOf(serviceAgreementStates, { optional: true }) state?: string;
}

class ServiceAgreementNews {
  @Id() agreementId!: string;
  @Text({ max: 64 }) projectId!: string;
}

/** An owner and the company agreed on services. */
export class ServiceAgreementSigned extends ServiceAgreementNews {
  static readonly subject = 'evt.property-move-in.service-agreement.signed';
  @Text({ max: 40 }) agreementNo!: string;
  @Id() unitId!: string;
  @Id() partyId!: string;
  @Day() fromOn!: string;
  @Day({ optional: true }) untilOn?: string;
}

/** It ends earlier than was agreed; that day is its last. */
export class ServiceAgreementEnded extends ServiceAgreementNews {
  static readonly subject = 'evt.property-move-in.service-agreement.ended';
  @Day() endedOn!: string;
}
