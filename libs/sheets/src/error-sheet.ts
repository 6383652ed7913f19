import ExcelJS from 'exceljs';
import type { PlainCell, SheetReading } from './definition.js';
import { REASON, ROW_NUMBER } from './read-sheet.js';
import { addTitled, bytesOf, headerCell, style } from './write-sheet.js';

const HEADER_ROW = 3;
const REASON_WIDTH = 60;

/** What an error sheet is made of; a reading has it all. */
export type Rejected = Pick<SheetReading<unknown>, 'title' | 'heading' | 'headers' | 'bad'>;

/**
 * The bad rows as they were sent, with 行号 and 错误原因 behind them, and the lines that stood above the table. A clerk mends
 * the cells and sends the same file: `readSheet` takes it as the form.
 */
export async function errorSheet({ title, heading, headers, bad }: Rejected): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = addTitled(workbook, title ?? '错误行', headers.length + 2);
  sheet.getCell(2, 1).value = heading.filter((line) => line !== title).join('    ');
  [...headers, ROW_NUMBER, REASON].forEach((header, i) => {
    headerCell(sheet, HEADER_ROW, i + 1, header);
    sheet.getColumn(i + 1).width = header === REASON ? REASON_WIDTH : 14;
  });
  [...byRow(bad)].forEach(([row, { cells, reasons }], n) => {
    [...cells, row, reasons.join(';')].forEach((value, i) => {
      const cell = sheet.getCell(HEADER_ROW + 1 + n, i + 1);
      cell.value = value;
      style(cell, typeof value === 'string' ? '@' : 'General');
    });
  });
  return bytesOf(workbook);
}

function byRow(bad: Rejected['bad']): Map<number, { cells: readonly PlainCell[]; reasons: string[] }> {
  const rows = new Map<number, { cells: readonly PlainCell[]; reasons: string[] }>();
  for (const { row, field, reason, cells } of bad) {
    const known = rows.get(row) ?? { cells, reasons: [] };
    known.reasons.push(`${field}:${reason}`);
    rows.set(row, known);
  }
  return rows;
}
