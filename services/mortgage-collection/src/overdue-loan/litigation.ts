import type { litigationReasons } from '@linli/contracts';
import { moreThanMonthsAfter, plusDays, plusMonths, type Day } from '@linli/kernel';

export type LitigationReason = (typeof litigationReasons)[number];

/** The limits of the policy under which a case began; 超过 excludes the number itself (reading X30). */
export interface LitigationLimits {
  readonly monthsLimit: number;
  readonly amountLimitFen: number;
}

/** What finance reports of a loan. */
export interface OverdueFigures {
  readonly overdueSince: Day;
  readonly overdueAmountFen: number;
  readonly bankSuggestsLitigation: boolean;
}

/** The triggers that hold on this day; any one is enough [REQ-197..200]. */
export function triggersOn(
  day: Day,
  figures: OverdueFigures,
  { monthsLimit, amountLimitFen }: LitigationLimits,
): LitigationReason[] {
  return [
    ...(figures.bankSuggestsLitigation ? (['BANK_SUGGESTED'] as const) : []),
    ...(moreThanMonthsAfter(figures.overdueSince, monthsLimit, day) ? (['OVER_SIX_MONTHS'] as const) : []),
    ...(figures.overdueAmountFen > amountLimitFen ? (['OVER_20000'] as const) : []),
  ];
}

/** The first day on which the loan is overdue for more than the limit. */
export const overLimitFrom = (overdueSince: Day, monthsLimit: number): Day =>
  plusDays(plusMonths(overdueSince, monthsLimit), 1);
