import type { ColumnKind } from './write-sheet.js';
import { headerOf, titled, valueFor, widthOf } from './write-sheet.js';
import { letterOf, type WrittenCell } from './xlsx/sheet-writer.js';
import type { Look } from './xlsx/written-styles.js';

/** A column of a report; `summed` ones are added up at the end of each section that has a total. */
export interface SectionColumn {
  readonly header: string;
  readonly kind: ColumnKind;
  readonly width?: number;
  readonly summed?: boolean;
}

/** A part of a report; its name stands in front of each of its rows, so that the sheet can be filtered by it. */
export interface Section {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | undefined)[])[];
  /** A section whose rows overlap has none. */
  readonly total: boolean;
}

/** A report of several sections on one sheet. `notes` are lines below the rows. */
export interface SectionedSheet {
  readonly title: string;
  readonly date: string;
  readonly madeBy: string;
  /** What stands behind 制表人, such as the period. */
  readonly about?: string;
  readonly columns: readonly SectionColumn[];
  readonly sections: readonly Section[];
  readonly notes?: readonly (readonly [label: string, text: string])[];
}

/** The sum of a column of a section, as exact as its values: fen, square metres of two decimals, whole numbers. */
export const sumOf = ({ rows }: Section, column: number): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row[column] ?? 0) * 100), 0) / 100;

/** Writes a report as offices print it: title, 制表日期 and 制表人, headers that stay in view, a 小计 with its formula under each section. */
export async function writeSections(sheet: SectionedSheet): Promise<Uint8Array> {
  const { title, date, madeBy, about, columns, sections, notes = [] } = sheet;
  const writer = await titled({
    title,
    line: [`制表日期:${date}`, `制表人:${madeBy}`, about].filter(Boolean).join('    '),
    headers: ['分类', ...columns.map(headerOf)],
    widths: [18, ...columns.map(widthOf)],
  });
  for (const section of sections) {
    const first = writer.at + 1;
    for (const row of section.rows) {
      const cells = columns.map(({ kind }, i): WrittenCell => ({ value: valueFor(kind, row[i]), look: kind }));
      await writer.add([{ value: section.name, look: 'text' }, ...cells]);
    }
    if (section.total && section.rows.length > 0)
      await writer.add([
        { value: `${section.name} 小计`, look: 'text-total' },
        ...totals(first, writer.at, section, columns),
      ]);
  }
  const last = writer.at;
  for (const [label, text] of notes)
    await writer.add([
      { value: label, look: 'text' },
      { value: text, look: 'text' },
    ]);
  return writer.bytes(last);
}

function totals(first: number, last: number, section: Section, columns: readonly SectionColumn[]): WrittenCell[] {
  return columns.map(({ kind, summed }, i) => {
    const look: Look = `${kind}-total`;
    if (!summed) return { value: null, look };
    const letter = letterOf(i + 2);
    const sum = sumOf(section, i);
    return {
      value: { formula: `SUM(${letter}${first}:${letter}${last})`, result: kind === 'yuan' ? sum / 100 : sum },
      look,
    };
  });
}
