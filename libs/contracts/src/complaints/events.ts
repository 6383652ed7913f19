import { Id, Instant, Int, OneOf, Text } from '../fields.js';
import { roles } from '../roles.js';
import { complaintDuties, disputeGrounds } from './handling.js';

/** What every event of a complaint says. */
class ComplaintNews {
  @Id() complaintId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
}

/** A complaint was entered in 客户投诉登记表. */
export class ComplaintRegistered extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.registered';
  @Instant() receivedAt!: string;
}

/** This version of the plan may be presented to the customer. */
export class ComplaintPlanApproved extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.plan-approved';
  @Int({ min: 1 }) planNumber!: number;
}

/** The customer agreed to this version of the plan. */
export class ComplaintAgreed extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.agreed';
  @Int({ min: 1 }) planNumber!: number;
}

/** Carried out, checked, told to the customer: the case is closed. */
export class ComplaintClosed extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.closed';
  @Instant() closedAt!: string;
}

/** The customer took the complaint back. */
export class ComplaintWithdrawn extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.withdrawn';
  @Instant() withdrawnAt!: string;
}

/** No agreement could be reached; the manager in charge left it to the legal route. */
export class ComplaintLeftUnagreed extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.left-unagreed';
  @Instant() leftAt!: string;
}

/** The complaint stands in 纠纷登记簿 from now on, under its number and with its history (X23). */
export class ComplaintBecameDispute extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.became-dispute';
  @OneOf(disputeGrounds) ground!: string;
}

/** A duty was not kept in time; the case was handed to the role of this level. */
export class ComplaintEscalated extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.escalated';
  @OneOf(complaintDuties) duty!: string;
  @Int({ min: 1 }) level!: number;
  @OneOf(roles) role!: string;
}

/** A closed case was chosen for a quality check and nobody has made it: at level 0 the supervisor is reminded, then the next level of the chain. */
export class QualityCheckDue extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.quality-check-due';
  @Int({ min: 0 }) level!: number;
  @OneOf(roles) role!: string;
}

class CaseRatingNews extends ComplaintNews {
  @Id() ratingId!: string;
}

/** The case was closed: its customer may rate it by a link until then. */
export class CaseRatingInvited extends CaseRatingNews {
  static readonly subject = 'evt.complaints.case-rating.invited';
  @Instant() expiresAt!: string;
}

/** He was invited and has not rated. */
export class CaseRatingReminderDue extends CaseRatingNews {
  static readonly subject = 'evt.complaints.case-rating.reminder-due';
  @Int({ min: 1, max: 2, description: '第n次提醒' }) reminder!: number;
}

/** The customer has rated how his case was handled. */
export class CaseRated extends CaseRatingNews {
  static readonly subject = 'evt.complaints.case-rating.rated';
  @Int({ min: 1, max: 5 }) score!: number;
  @Instant() ratedAt!: string;
}

/** The customer was not content with a closed case within the grace period. */
export class ComplaintReopened extends ComplaintNews {
  static readonly subject = 'evt.complaints.complaint.reopened';
  @Int({ min: 1, description: 'how often by now' }) reopened!: number;
}
