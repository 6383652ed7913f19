import { setImmediate as others } from 'node:timers/promises';
import type { PlainCell, SheetReading } from './definition.js';
import { REASON, ROW_NUMBER } from './read-sheet.js';
import { addTitled, headerCell, streamed, styleOf } from './write-sheet.js';

const HEADER_ROW = 3;
const REASON_WIDTH = 60;
/** After so many rows the service sees to its other work. */
const ROWS_AT_ONCE = 500;
const TEXT = styleOf('@');
const GENERAL = styleOf('General');

/** What an error sheet is made of; a reading has it all. */
export type Rejected = Pick<SheetReading<unknown>, 'title' | 'heading' | 'headers' | 'bad'>;

/**
 * The bad rows as they were sent, with 行号 and 错误原因 behind them, and the lines that stood above the table. A clerk mends
 * the cells and sends the same file: `readSheet` takes it as the form.
 */
export async function errorSheet({ title, heading, headers, bad }: Rejected): Promise<Uint8Array> {
  const { workbook, bytes } = await streamed();
  const sheet = addTitled(workbook, title ?? '错误行', headers.length + 2);
  sheet.getCell(2, 1).value = heading.filter((line) => line !== title).join('    ');
  const all = [...headers, ROW_NUMBER, REASON];
  all.forEach((header, i) => {
    sheet.getColumn(i + 1).width = header === REASON ? REASON_WIDTH : 14;
    headerCell(sheet, HEADER_ROW, i + 1, header);
  });
  let at = HEADER_ROW;
  for (const [row, { cells, reasons }] of byRow(bad)) {
    at += 1;
    const line = sheet.getRow(at);
    [...cells, row, reasons.join(';')].forEach((value, i) => {
      const cell = line.getCell(i + 1);
      cell.value = value;
      cell.style = typeof value === 'string' ? TEXT : GENERAL;
    });
    line.commit();
    if (at % ROWS_AT_ONCE === 0) await others();
  }
  return bytes(sheet);
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
