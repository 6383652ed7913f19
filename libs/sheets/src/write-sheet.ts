import { setImmediate as others } from 'node:timers/promises';
import { SheetWriter, letterOf, type WrittenCell, type WrittenValue } from './xlsx/sheet-writer.js';
import type { Look } from './xlsx/written-styles.js';

/** How a column is shown and what its values are: fen, square metres, whole numbers, days YYYY-MM-DD, or text. */
export type ColumnKind = 'text' | 'integer' | 'area' | 'yuan' | 'day';

/** One column of a register that we write; `undefined` leaves the cell blank. */
export interface SheetColumn<Row> {
  readonly header: string;
  readonly kind: ColumnKind;
  readonly width?: number;
  value(row: Row): string | number | undefined;
}

/** What stands above and below the rows of a register. `date` is the business day of 制表日期; `totals` names the headers of columns to add up. */
export interface RegisterHead<Row> {
  readonly title: string;
  readonly date: string;
  readonly madeBy: string;
  readonly columns: readonly SheetColumn<Row>[];
  readonly totals?: readonly string[];
}

/** A register whose rows are at hand. */
export interface RegisterSheet<Row> extends RegisterHead<Row> {
  readonly rows: readonly Row[];
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 16, integer: 8, area: 12, yuan: 18, day: 12 };
const UNITS: Partial<Record<ColumnKind, string>> = { area: '(㎡)', yuan: '(元)' };
/** Title, one line, headers. */
const HEADER_ROW = 3;
const TITLE_HEIGHT = 28;
/** Days from the first of Excel's to 1970. */
const EPOCH = 25_569;
const DAY_MS = 86_400_000;

/** As `writeRegister`, of rows that are at hand. */
export function writeSheet<Row>({ rows, ...head }: RegisterSheet<Row>): Promise<Uint8Array> {
  return writeRegister(head, [rows]);
}

/**
 * Writes a register as offices print it: title over all columns, 制表日期 and 制表人, headers that stay in view, formats,
 * a row of totals. Rows come in batches and leave packed, so that a long register needs little memory. Text stays text: a name that begins
 * with = + - or @ is never a formula, not even after an edit.
 */
export async function writeRegister<Row>(
  head: RegisterHead<Row>,
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
): Promise<Uint8Array> {
  const { title, columns, totals = [] } = head;
  const writer = await titled({
    title,
    line: `制表日期:${head.date}    制表人:${head.madeBy}`,
    headers: columns.map(headerOf),
    widths: columns.map(widthOf),
  });
  const sums = columns.map(() => 0);
  for await (const rows of batches) {
    for (const row of rows) {
      const cells = columns.map((column, i): WrittenCell => {
        const { kind, header } = column;
        const given = column.value(row);
        if (totals.includes(header)) sums[i] = (sums[i] ?? 0) + Math.round(Number(given ?? 0) * 100);
        return { value: valueFor(kind, given), look: kind };
      });
      await writer.add(cells);
    }
    // Between batches the service sees to its other work.
    await others();
  }
  const last = writer.at;
  if (totals.length > 0) await writer.add(totalsOf(head, last, sums));
  return writer.bytes(last);
}

/** A header with the unit of its numbers. */
export const headerOf = ({ header, kind }: { header: string; kind: ColumnKind }): string =>
  header + (UNITS[kind] ?? '');

export const widthOf = ({ width, kind }: { width?: number; kind: ColumnKind }): number => width ?? WIDTHS[kind];

/** A worksheet with its title in row 1, a line in row 2 and headers in row 3 that stay in view; A4 across, headers on each page. */
export async function titled(top: {
  title: string;
  line: string;
  headers: readonly string[];
  widths: readonly number[];
}): Promise<SheetWriter> {
  const { title, line, headers, widths } = top;
  const writer = new SheetWriter({ name: title, widths, frozen: HEADER_ROW, merged: [1, 2] });
  await writer.add([{ value: title, look: 'title' }], TITLE_HEIGHT);
  await writer.add([{ value: line, look: 'line' }]);
  await writer.add(headers.map((value) => ({ value, look: 'header' })));
  return writer;
}

/** A value as people read it on paper: yuan with two decimals and separators. */
export function shownValue(kind: ColumnKind, value: string | number | undefined): string {
  if (value === undefined || value === '') return '';
  if (kind !== 'yuan' && kind !== 'area') return String(value);
  const [whole = '', decimals = ''] = (Number(value) / (kind === 'yuan' ? 100 : 1)).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
}

/** A value as it stands in a cell. */
export function valueFor(kind: ColumnKind, value: string | number | undefined): WrittenValue {
  if (value === undefined || value === '') return null;
  if (kind === 'day') return Date.parse(`${value}T00:00:00.000Z`) / DAY_MS + EPOCH;
  if (kind === 'text') return String(value);
  return kind === 'yuan' ? Number(value) / 100 : Number(value);
}

function totalsOf<Row>(
  { columns, totals = [] }: RegisterHead<Row>,
  last: number,
  sums: readonly number[],
): WrittenCell[] {
  return columns.map(({ header, kind }, i) => {
    const look: Look = `${kind}-total`;
    if (!totals.includes(header)) return { value: i === 0 ? '合计' : null, look };
    const result = (sums[i] ?? 0) / (kind === 'yuan' ? 10_000 : 100);
    const letter = letterOf(i + 1);
    const formula = `SUM(${letter}${HEADER_ROW + 1}:${letter}${last})`;
    return { value: last > HEADER_ROW ? { formula, result } : 0, look };
  });
}
