import { headerOf, shownValue, sumOf, type SectionedSheet } from '@linli/sheets';
import type { Printed, PrintedPart } from './printed.js';

type Report = SectionedSheet & { number?: string; watermark?: string; signatures?: readonly string[] };

/** A report as it is printed: a table with its 小计 for each section, its notes, places to sign. */
export function printedSections(report: Report): Printed {
  const { title, number, watermark, date, madeBy, about, columns, sections, notes = [], signatures } = report;
  const right = columns.flatMap(({ kind }, i) => (kind === 'text' || kind === 'day' ? [] : [i]));
  const parts = sections.flatMap((section): PrintedPart[] => [
    { heading: section.name },
    {
      headers: columns.map(headerOf),
      rows: section.rows.map((row) => columns.map(({ kind }, i) => shownValue(kind, row[i]))),
      widths: columns.map(({ kind }) => (kind === 'text' ? '*' : 'auto')),
      right,
      ...(section.total && section.rows.length > 0
        ? {
            total: columns.map(({ kind, summed }, i) =>
              summed ? shownValue(kind, sumOf(section, i)) : i === 0 ? '小计' : '',
            ),
          }
        : {}),
    },
  ]);
  return {
    title,
    ...(number ? { number } : {}),
    ...(watermark ? { watermark } : {}),
    lines: [[`制表日期:${date}`, `制表人:${madeBy}`, about].filter(Boolean).join('    ')],
    parts: [...parts, ...notes.map(([label, text]) => ({ label, text })), ...(signatures ? [{ signatures }] : [])],
  };
}
