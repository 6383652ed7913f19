import ExcelJS from 'exceljs';

/** How a column is shown and what its values are: fen, square metres, whole numbers, days YYYY-MM-DD, or text. */
export type ColumnKind = 'text' | 'integer' | 'area' | 'yuan' | 'day';

/** One column of a register that we write; `undefined` leaves the cell blank. */
export interface SheetColumn<Row> {
  readonly header: string;
  readonly kind: ColumnKind;
  readonly width?: number;
  value(row: Row): string | number | undefined;
}

/** A register to be written. `date` is the business day of 制表日期; `totals` names the headers of columns to add up. */
export interface RegisterSheet<Row> {
  readonly title: string;
  readonly date: string;
  readonly madeBy: string;
  readonly columns: readonly SheetColumn<Row>[];
  readonly rows: readonly Row[];
  readonly totals?: readonly string[];
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

/**
 * Writes a register as offices print it: title over all columns, 制表日期 and 制表人, headers that stay in view, formats,
 * a row of totals. Text stays text: a name that begins with = + - or @ is never a formula, not even after an edit.
 */
export async function writeSheet<Row>(register: RegisterSheet<Row>): Promise<Uint8Array> {
  const { columns, rows, totals = [] } = register;
  const workbook = new ExcelJS.Workbook();
  const sheet = addTitled(workbook, register.title, columns.length);
  sheet.getCell(2, 1).value = `制表日期:${register.date}    制表人:${register.madeBy}`;
  columns.forEach((column, i) => {
    const target = sheet.getColumn(i + 1);
    target.width = column.width ?? WIDTHS[column.kind];
    headerCell(sheet, HEADER_ROW, i + 1, column.header + (UNITS[column.kind] ?? ''));
  });
  rows.forEach((row, n) =>
    columns.forEach((column, i) => {
      const cell = sheet.getCell(HEADER_ROW + 1 + n, i + 1);
      cell.value = valueFor(column.kind, column.value(row));
      style(cell, FORMATS[column.kind]);
    }),
  );
  if (totals.length > 0) addTotals(sheet, register, HEADER_ROW + 1 + rows.length);
  sheet.autoFilter = {
    from: { row: HEADER_ROW, column: 1 },
    to: { row: HEADER_ROW + rows.length, column: columns.length },
  };
  return bytesOf(workbook);
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
  cell.style = { numFmt, font: { name: FONT, size: 11 }, border: BORDER, alignment: { vertical: 'middle' } };
}

/** The finished file. */
export async function bytesOf(workbook: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function valueFor(kind: ColumnKind, value: string | number | undefined): ExcelJS.CellValue {
  if (value === undefined || value === '') return null;
  if (kind === 'day') return new Date(`${value}T00:00:00.000Z`);
  if (kind === 'text') return String(value);
  return kind === 'yuan' ? Number(value) / 100 : Number(value);
}

function addTotals<Row>(sheet: ExcelJS.Worksheet, register: RegisterSheet<Row>, at: number): void {
  register.columns.forEach((column, i) => {
    const cell = sheet.getCell(at, i + 1);
    style(cell, FORMATS[column.kind]);
    cell.font = { name: FONT, size: 11, bold: true };
    if (!register.totals?.includes(column.header)) return;
    const letter = sheet.getColumn(i + 1).letter;
    const sum = register.rows.reduce((total, row) => total + Math.round(Number(column.value(row) ?? 0) * 100), 0);
    const result = sum / (column.kind === 'yuan' ? 10_000 : 100);
    const formula = `SUM(${letter}${HEADER_ROW + 1}:${letter}${at - 1})`;
    cell.value = register.rows.length > 0 ? { formula, result } : 0;
  });
  if (!register.totals?.includes(register.columns[0]?.header ?? '')) sheet.getCell(at, 1).value = '合计';
}
