import { Id, Instant, Int, OneOf, Text } from '../fields.js';
import { callDirections, callOutcomes, callSubjects } from './call-record.js';

/** A call with a customer was written up in 电话记录. A department that owed a call completes its own case by this id (X52). */
export class CallLogged {
  static readonly subject = 'evt.complaints.call-record.logged';
  @Id() callId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 100 }) staffId!: string;
  @OneOf(callDirections) direction!: string;
  @OneOf(callOutcomes) outcome!: string;
  @OneOf(callSubjects, { optional: true }) subjectKind?: string;
  @Id({ optional: true }) subjectId?: string;
  @Instant() startedAt!: string;
  @Int() talkedSeconds!: number;
}
