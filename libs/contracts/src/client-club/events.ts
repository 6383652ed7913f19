import { Id, OneOf, Text } from '../fields.js';

export const careMessageKinds = [
  'SUBSCRIPTION_CONGRATS',
  'MOVE_IN_GREETING',
  'SIGNING_REMINDER',
  'THREE_DAYS_AFTER_SUBSCRIPTION',
  'SEVEN_DAYS_AFTER_SIGNING',
  'CONTRACT_FILED',
  'LOAN_DISBURSED',
  'RATING_INVITATION',
  'RATING_REMINDER',
  'RATING_LAST_REMINDER',
] as const;

/** The provider took the message. */
export class CareMessageSent {
  static readonly subject = 'evt.client-club.care-message.sent';
  @Id() messageId!: string;
  @Id() partyId!: string;
  @OneOf(careMessageKinds) kind!: string;
  @Text({ max: 64 }) projectId!: string;
}

/** The message will not be sent: its occasion is gone, or a colleague stopped it. */
export class CareMessageSuppressed {
  static readonly subject = 'evt.client-club.care-message.suppressed';
  @Id() messageId!: string;
  @Id() partyId!: string;
  @OneOf(careMessageKinds) kind!: string;
  @Text({ max: 64 }) projectId!: string;
}
