import { Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';
import { careMessageKinds } from './events.js';

export const careMessageStates = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED'] as const;

const readers = [
  Role.CUSTOMER_SERVICE_DEPT,
  Role.MARKETING_STAFF,
  Role.MARKETING_MANAGER,
  Role.MARKETING_DIRECTOR,
  Role.CS_MANAGER,
  Role.BRAND_MANAGER,
  Role.SALES_CONSULTANT,
  Role.SALES_MANAGER,
] as const;
const senders = [Role.CUSTOMER_SERVICE_DEPT, Role.CS_MANAGER] as const;

/** 短信温馨速递: one message to one customer. It holds no phone number: the number is asked for when it is sent. */
export class CareMessageView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(careMessageKinds) kind!: string;
  @OneOf(careMessageStates) state!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id() partyId!: string;
  @Id({ description: 'the subscription, node or move-in that is the occasion' }) subjectId!: string;
  @Text({ max: 500, description: '短信内容' }) text!: string;
  @Instant() plannedAt!: string;
  @Int() attempts!: number;
  @Instant({ optional: true }) nextAttemptAt?: string;
  @Text({ optional: true, max: 200, description: '失败原因' }) lastFailure?: string;
  @Instant({ optional: true, description: '发送时间' }) sentAt?: string;
  @Text({ optional: true, description: '停发人' }) suppressedBy?: string;
  @Text({ optional: true, max: 400, description: '停发原因' }) suppressedWhy?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class GetCareMessage {
  static readonly subject = 'qry.client-club.care-message.get';
  static readonly http = 'GET /care-messages/:messageId';
  static readonly roles = readers;
  static readonly reply = CareMessageView;
  static readonly summary = '短信温馨速递:一条';

  @Id() messageId!: string;
}

export class FindCareMessages extends PageQuery {
  static readonly subject = 'qry.client-club.care-message.find';
  static readonly http = 'GET /care-messages';
  static readonly roles = readers;
  static readonly reply = pageOf(CareMessageView);
  static readonly summary = '短信温馨速递:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(careMessageKinds, { optional: true }) kind?: string;
  @OneOf(careMessageStates, { optional: true }) state?: string;
  @Id({ optional: true }) partyId?: string;
}

export class SuppressCareMessage {
  static readonly subject = 'cmd.client-club.care-message.suppress';
  static readonly http = 'POST /care-messages/:messageId/suppress';
  static readonly roles = senders;
  static readonly reply = CareMessageView;
  static readonly summary = '短信温馨速递:停发,写明原因';

  @Id() messageId!: string;
  @Version() version!: number;
  @Text({ max: 400, description: '停发原因' }) reason!: string;
}

export class RetryCareMessage {
  static readonly subject = 'cmd.client-club.care-message.retry';
  static readonly http = 'POST /care-messages/:messageId/retry';
  static readonly roles = senders;
  static readonly reply = CareMessageView;
  static readonly summary = '短信温馨速递:发送失败的重新发送';

  @Id() messageId!: string;
  @Version() version!: number;
}
