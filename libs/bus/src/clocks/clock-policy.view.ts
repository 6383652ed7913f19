import type { ClockPolicyView } from '@linli/contracts';
import type { ClockPolicy } from './clock-policy.js';

type Optional = 'at' | 'remark';
export type ClockPolicyRow = Omit<ClockPolicyView, Optional> & { [F in Optional]: string | null };

/** The columns of a ClockPolicyView, from clock_policy p. */
export const clockPolicyColumns = `p.id, p.version, p.rule, p.policy_version as "policyVersion", p.title, p.source, p.amount, p.unit,
  p.due_time as "at", p.calendar, p.escalation, p.valid_from::text as "validFrom",
  to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", p.published_by as "publishedBy", p.remark`;

export const viewOfRow = ({ at, remark, ...always }: ClockPolicyRow): ClockPolicyView => ({
  ...always,
  ...(at === null ? {} : { at }),
  ...(remark === null ? {} : { remark }),
});

export function view(policy: ClockPolicy): ClockPolicyView {
  const { id, version, rule, policyVersion, title, source, amount, unit, dueTime, calendar, escalation } = policy;
  const { validFrom, publishedAt, publishedBy, remark } = policy;
  return viewOfRow({
    ...{ id, version, rule, policyVersion, title, source, amount, unit, calendar, escalation, validFrom, publishedBy },
    ...{ at: dueTime ?? null, publishedAt: publishedAt.toISOString(), remark: remark ?? null },
  });
}
