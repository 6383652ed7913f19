import { Injectable } from '@nestjs/common';
import { Reader } from '@linli/bus';
import type { FigureLine, FigureSection } from '@linli/contracts';
import { refuse, type Day } from '@linli/kernel';
import { counted, figureSheets, sections, type FigureKind, type SectionCode } from './sections.js';

/** The first and the last day that is counted. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

interface Counted {
  readonly key: string;
  readonly count: number;
  readonly area?: number | null;
  readonly amount?: number | null;
  readonly place?: number | string | null;
}

/** What nobody can have sold or met before or after. */
export const ALWAYS: Period = { from: '1900-01-01', to: '2199-12-31' };

export function mustBePeriod({ from, to }: Period): void {
  if (to < from) throw refuse.rule('sales-figures.period', '期间的截止日期早于起始日期，请核对。');
}

/** Counts the entries of a project, section by section. Nobody types a figure [REQ-061]. */
@Injectable()
export class Figures {
  constructor(private readonly reader: Reader) {}

  async of(kind: FigureKind, projectId: string, { from, to }: Period): Promise<FigureSection[]> {
    mustBePeriod({ from, to });
    const { sections: codes } = figureSheets[kind];
    const rows = await this.reader.once<{ section: SectionCode; line: Counted }>(statementOf(codes), [
      projectId,
      from,
      to,
    ]);
    return codes.map((code) =>
      this.section(
        code,
        rows.flatMap(({ section, line }) => (section === code ? [line] : [])),
      ),
    );
  }

  private section(section: SectionCode, rows: readonly Counted[]): FigureSection {
    const { shareOf } = sections[section];
    const ordered = rows.filter(({ count }) => count > 0 || shareOf === undefined).sort(inOrder);
    if (!shareOf) return { section, lines: ordered.map((row) => lineOf(row)) };
    const sum = (value: (row: Counted) => number) => ordered.reduce((total, row) => total + value(row), 0);
    const shares = sharesOf(ordered.map((row) => (shareOf === 'amount' ? (row.amount ?? 0) : row.count)));
    const hasMoney = ordered.some(({ amount }) => typeof amount === 'number');
    const hasArea = ordered.some(({ area }) => typeof area === 'number');
    return {
      section,
      lines: ordered.map((row, i) => ({ ...lineOf(row), shareBasisPoints: shares[i] ?? 0 })),
      count: sum(({ count }) => count),
      ...(hasArea ? { areaM2: squareMetres(sum(({ area }) => area ?? 0)) } : {}),
      ...(hasMoney ? { amountFen: sum(({ amount }) => amount ?? 0) } : {}),
    };
  }
}

/** All sections of a sheet from one statement, so that they are as of one moment. */
const statementOf = (codes: readonly SectionCode[]): string =>
  `${counted} ${codes
    .map((code) => `select '${code}' as section, row_to_json(s) as line from (${sections[code].sql}) s`)
    .join(' union all ')}`;

const inWords = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Bands and floors by their place, everything else by its key; days are in order then. */
const inOrder = (a: Counted, b: Counted): number =>
  Number(a.place ?? 0) - Number(b.place ?? 0) || inWords.compare(a.key, b.key);

const squareMetres = (area: number): number => Math.round(area * 100) / 100;

const lineOf = ({ key, count, area, amount }: Counted): FigureLine => ({
  key,
  count,
  ...(typeof area === 'number' ? { areaM2: squareMetres(area) } : {}),
  ...(typeof amount === 'number' ? { amountFen: amount } : {}),
});

/** Shares in 1/10,000 that sum to 10,000: what rounding leaves goes to the largest remainders. */
export function sharesOf(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return values.map(() => 0);
  const exact = values.map((value) => (value / total) * 10_000);
  const shares = exact.map(Math.floor);
  const left = 10_000 - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.map((value, i) => ({ i, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { i } of byRemainder.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}
