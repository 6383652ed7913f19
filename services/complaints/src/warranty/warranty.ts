import type { warrantyUnits, WarrantyView } from '@linli/contracts';
import { plusMonths, type Day } from '@linli/kernel';

export type WarrantyUnit = (typeof warrantyUnits)[number];

/** How long a part is covered, and the season that its unit counts. */
export interface Term {
  readonly amount: number;
  readonly unit: WarrantyUnit;
  readonly source: string;
  /** First and last day of a season, `11-15` and `03-15`; it may run over the new year. */
  readonly season?: { readonly from: string; readonly until: string };
}

/**
 * The last day that is covered. Years end on the day of the same date, clipped to the month; the day of the handover itself is not
 * counted (Civil Code art. 201, 202). Of seasons only those count that begin on the day of the handover or later.
 */
export function coveredUntil(handedOverOn: Day, { amount, unit, season }: Term): Day {
  if (unit === 'YEARS') return plusMonths(handedOverOn, 12 * amount);
  if (!season) throw new Error(`A term in ${unit} needs the days of its season.`);
  const year = Number(handedOverOn.slice(0, 4));
  const first = `${year}-${season.from}` >= handedOverOn ? year : year + 1;
  const last = first + amount - 1;
  return `${season.until >= season.from ? last : last + 1}-${season.until}`;
}

/** What is said to whoever reports a repair on this day. */
export function coverage(part: string, handedOverOn: Day, term: Term, on: Day): WarrantyView {
  const until = coveredUntil(handedOverOn, term);
  return {
    part,
    coverage: on <= until ? 'COVERED' : 'NOT_COVERED',
    rule: term.source,
    handedOverOn,
    coveredUntil: until,
  };
}
