import { Writable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';
import type ExcelJS from 'exceljs';

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

const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  integer: '0',
  area: '0.00',
  yuan: '#,##0.00',
  day: 'yyyy-mm-dd',
};
const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 16, integer: 8, area: 12, yuan: 18, day: 12 };
const UNITS: Partial<Record<ColumnKind, string>> = { area: '(㎡)', yuan: '(元)' };
const HEADER_ROW = 3;
const FONT = '宋体';
/** What Excel does not take as the name of a worksheet. */
const NOT_IN_NAMES = /[\\/?*[\]:]/g;
const NAME_LENGTH = 31;
const THIN = { style: 'thin' } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };

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
  const { columns, totals = [] } = head;
  const { workbook, bytes } = await streamed();
  const sheet = addTitled(workbook, head.title, columns.length);
  sheet.getCell(2, 1).value = `制表日期:${head.date}    制表人:${head.madeBy}`;
  columns.forEach((column, i) => {
    sheet.getColumn(i + 1).width = column.width ?? WIDTHS[column.kind];
    headerCell(sheet, HEADER_ROW, i + 1, column.header + (UNITS[column.kind] ?? ''));
  });
  const styles = columns.map(({ kind }) => styleOf(FORMATS[kind]));
  const sums = columns.map(() => 0);
  let at = HEADER_ROW;
  for await (const rows of batches) {
    for (const row of rows) {
      at += 1;
      const line = sheet.getRow(at);
      columns.forEach((column, i) => {
        const value = column.value(row);
        const cell = line.getCell(i + 1);
        cell.value = valueFor(column.kind, value);
        cell.style = styles[i]!;
        if (totals.includes(column.header)) sums[i] = (sums[i] ?? 0) + Math.round(Number(value ?? 0) * 100);
      });
      line.commit();
    }
    // Between batches the service sees to its other work.
    await others();
  }
  sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: at, column: columns.length } };
  if (totals.length > 0) addTotals(sheet, head, at + 1, sums);
  return bytes(sheet);
}

/** A workbook whose rows leave as they are committed; `bytes` ends it. */
export async function streamed(): Promise<{
  workbook: ExcelJS.Workbook;
  bytes: (sheet: ExcelJS.Worksheet) => Promise<Uint8Array>;
}> {
  const { default: excel } = await import('exceljs');
  const packed = new Packed();
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: packed, useStyles: true });
  return {
    workbook,
    async bytes(sheet) {
      sheet.commit();
      await workbook.commit();
      return packed.bytes();
    },
  };
}

/** Takes what is written into it, as one piece in the end. */
class Packed extends Writable {
  private readonly parts: Buffer[] = [];

  override _write(part: Buffer, _encoding: string, done: () => void): void {
    this.parts.push(part);
    done();
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

/** A worksheet with its title in row 1, room for a line in row 2 and headers that stay in view; A4, headers on each page. */
export function addTitled(workbook: ExcelJS.Workbook, title: string, columns: number): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(title.replace(NOT_IN_NAMES, ' ').slice(0, NAME_LENGTH), {
    views: [{ state: 'frozen', ySplit: HEADER_ROW }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`,
    },
  });
  for (const row of [1, 2]) sheet.mergeCells(row, 1, row, Math.max(columns, 1));
  const cell = sheet.getCell(1, 1);
  cell.value = title;
  cell.font = { name: FONT, size: 16, bold: true };
  cell.alignment = { horizontal: 'center', vertical: 'middle' };
  sheet.getRow(1).height = 28;
  sheet.getCell(2, 1).font = { name: FONT, size: 11 };
  return sheet;
}

/** A bold cell on grey. */
export function headerCell(sheet: ExcelJS.Worksheet, row: number, column: number, text: string): void {
  const cell = sheet.getCell(row, column);
  cell.value = text;
  style(cell, '@');
  cell.font = { name: FONT, size: 11, bold: true };
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7E6E6' } };
}

/** Borders, font and number format; the format '@' keeps what is typed into the cell a text. */
export function style(cell: ExcelJS.Cell, numFmt: string): void {
  cell.style = styleOf(numFmt);
}

export const styleOf = (numFmt: string): Partial<ExcelJS.Style> => ({
  numFmt,
  font: { name: FONT, size: 11 },
  border: BORDER,
  alignment: { vertical: 'middle' },
});

/** A value as people read it on paper: yuan with two decimals and separators. */
export function shownValue(kind: ColumnKind, value: string | number | undefined): string {
  if (value === undefined || value === '') return '';
  if (kind !== 'yuan' && kind !== 'area') return String(value);
  const [whole = '', decimals = ''] = (Number(value) / (kind === 'yuan' ? 100 : 1)).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
}

function valueFor(kind: ColumnKind, value: string | number | undefined): ExcelJS.CellValue {
  if (value === undefined || value === '') return null;
  if (kind === 'day') return new Date(`${value}T00:00:00.000Z`);
  if (kind === 'text') return String(value);
  return kind === 'yuan' ? Number(value) / 100 : Number(value);
}

function addTotals<Row>(
  sheet: ExcelJS.Worksheet,
  { columns, totals = [] }: RegisterHead<Row>,
  at: number,
  sums: readonly number[],
): void {
  columns.forEach(({ header, kind }, i) => {
    const cell = sheet.getCell(at, i + 1);
    style(cell, FORMATS[kind]);
    cell.font = { name: FONT, size: 11, bold: true };
    if (!totals.includes(header)) return;
    const letter = sheet.getColumn(i + 1).letter;
    const result = (sums[i] ?? 0) / (kind === 'yuan' ? 10_000 : 100);
    const formula = `SUM(${letter}${HEADER_ROW + 1}:${letter}${at - 1})`;
    cell.value = at > HEADER_ROW + 1 ? { formula, result } : 0;
  });
  if (!totals.includes(columns[0]?.header ?? '')) sheet.getCell(at, 1).value = '合计';
}
