import type { CaseRatingView } from '@linli/contracts';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const utc = (column: string) => `to_char(${column} at time zone 'UTC', ${ISO})`;

/** The columns of a CaseRatingView, from case_rating r. */
export const caseRatings = `r.id, r.version, r.state, r.complaint_id as "complaintId", r.project_id as "projectId", r.round, r.reminders, r.score, r.remark,
  ${utc('r.invited_at')} as "invitedAt", ${utc('r.expires_at')} as "expiresAt", ${utc('r.rated_at')} as "ratedAt" from case_rating r`;

type Nullable<T> = { [F in keyof T]: undefined extends T[F] ? T[F] | null : T[F] };
export type CaseRatingRow = Nullable<CaseRatingView>;

export function viewOfRating({ score, remark, ratedAt, ...row }: CaseRatingRow): CaseRatingView {
  return { ...row, ...(score ? { score } : {}), ...(remark ? { remark } : {}), ...(ratedAt ? { ratedAt } : {}) };
}
