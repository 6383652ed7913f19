import { Day, Id, OneOf, Text, Version } from '../fields.js';
import { Role } from '../roles.js';
import { MoveInView } from './move-in.js';

export const confirmationMeans = ['IN_PERSON', 'PHONE', 'LETTER'] as const;
export const householderProofs = ['ID_COPY', 'TITLE_CERTIFICATE', 'PURCHASE_CONTRACT'] as const;
export const signatories = ['OWNER', 'TENANT', 'AGENT'] as const;

const assistants = [Role.CUSTOMER_ASSISTANT] as const;

export class RecordOwnerConfirmation {
  static readonly subject = 'cmd.property-move-in.move-in.record-owner-confirmation';
  static readonly http = 'POST /move-ins/:moveInId/record-owner-confirmation';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '租户入住:已向业主核实';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '核实日期' }) confirmedOn!: string;
  @OneOf(confirmationMeans, { description: '核实方式' }) means!: string;
}

export class FileOwnerUndertaking {
  static readonly subject = 'cmd.property-move-in.move-in.file-owner-undertaking';
  static readonly http = 'POST /move-ins/:moveInId/file-owner-undertaking';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '业主承诺书:收存';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '签署日期' }) signedOn!: string;
  @Id({ optional: true, description: '附件' }) fileId?: string;
}

export class FileLeaseAgreement {
  static readonly subject = 'cmd.property-move-in.move-in.file-lease-agreement';
  static readonly http = 'POST /move-ins/:moveInId/file-lease-agreement';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '房屋租赁协议:收存复印件';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '签署日期' }) signedOn!: string;
  @Day({ description: '租期起' }) leaseFrom!: string;
  @Day({ description: '租期止' }) leaseUntil!: string;
  @Id({ optional: true, description: '附件' }) fileId?: string;
}

export class FileTenantInformation {
  static readonly subject = 'cmd.property-move-in.move-in.file-tenant-information';
  static readonly http = 'POST /move-ins/:moveInId/file-tenant-information';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '租户信息表:收存';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Day({ description: '填表日期' }) filledInOn!: string;
  @Id({ optional: true, description: '附件' }) fileId?: string;
}

export class FileHouseholderProof {
  static readonly subject = 'cmd.property-move-in.move-in.file-householder-proof';
  static readonly http = 'POST /move-ins/:moveInId/file-householder-proof';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '户主有关身份证明:收存';

  @Id() moveInId!: string;
  @Version() version!: number;
  @OneOf(householderProofs, { description: '证明种类' }) proof!: string;
  @Day({ description: '提供日期' }) providedOn!: string;
  @Id({ optional: true, description: '附件' }) fileId?: string;
}

export class SignSafetyAgreement {
  static readonly subject = 'cmd.property-move-in.move-in.sign-safety-agreement';
  static readonly http = 'POST /move-ins/:moveInId/sign-safety-agreement';
  static readonly roles = assistants;
  static readonly reply = MoveInView;
  static readonly summary = '安全责任制书:签署,业主和租户都要';

  @Id() moveInId!: string;
  @Version() version!: number;
  @Text({ max: 40, description: '文本版本' }) documentVersion!: string;
  @OneOf(signatories, { description: '签署人' }) signatory!: string;
  @Day({ description: '签署日期' }) signedOn!: string;
  @Id({ optional: true, description: '附件' }) fileId?: string;
}
