import { Day, Id, OneOf, Text, Texts } from '../fields.js';

export const occupantKinds = ['OWNER', 'TENANT'] as const;

/** The keys were handed to the buyer: warranty terms and property charges begin. */
export class UnitHandedOver {
  static readonly subject = 'evt.property-move-in.handover.handed-over';
  @Id() handoverId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() partyId!: string;
  @Day() handoverDate!: string;
}

/** 入住知会单 went to the internal departments. */
export class MoveInNoticeIssued {
  static readonly subject = 'evt.property-move-in.move-in.notice-issued';
  @Id() moveInId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Texts({ maxItems: 30 }) departments!: string[];
}

/** The case is registered and archived: the household has moved in. */
export class MovedIn {
  static readonly subject = 'evt.property-move-in.move-in.moved-in';
  @Id() moveInId!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40 }) room!: string;
  @Id() partyId!: string;
  @OneOf(occupantKinds) occupantKind!: string;
  @Day() moveInDate!: string;
}

/** The revisit within one month after moving in is due. */
export class RevisitDue {
  static readonly subject = 'evt.property-move-in.move-in.revisit-due';
  @Id() moveInId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
}

export class RevisitDone {
  static readonly subject = 'evt.property-move-in.move-in.revisit-done';
  @Id() moveInId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
}
