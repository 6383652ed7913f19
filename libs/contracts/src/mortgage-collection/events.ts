import { Day, Fen, Id, ManyOf, Text } from '../fields.js';

export const litigationReasons = ['BANK_SUGGESTED', 'OVER_SIX_MONTHS', 'OVER_20000'] as const;

export class TitleIssued {
  static readonly subject = 'evt.mortgage-collection.title-case.issued';
  @Id() titleCaseId!: string;
  @Id() contractId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Day() issuedOn!: string;
}

export class GuaranteeReleased {
  static readonly subject = 'evt.mortgage-collection.title-case.guarantee-released';
  @Id() titleCaseId!: string;
  @Id() contractId!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Day() releasedOn!: string;
}

/** Finance reported the loan overdue, or its figures changed. */
export class LoanOverdue {
  static readonly subject = 'evt.mortgage-collection.overdue-loan.reported';
  @Id() overdueLoanId!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 64 }) projectId!: string;
  @Day() overdueSince!: string;
  @Fen() overdueAmountFen!: number;
}

/** One of the three triggers holds; general administration decides on suing. */
export class LitigationCandidateRaised {
  static readonly subject = 'evt.mortgage-collection.overdue-loan.litigation-candidate-raised';
  @Id() overdueLoanId!: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 64 }) projectId!: string;
  @ManyOf(litigationReasons) reasons!: string[];
}
