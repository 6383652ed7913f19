import { setImmediate as others } from 'node:timers/promises';
import type { PlainCell, SheetReading } from './definition.js';
import { REASON, ROW_NUMBER } from './read-sheet.js';
import { titled } from './write-sheet.js';

const WIDTH = 14;
const REASON_WIDTH = 60;
/** After so many rows the service sees to its other work. */
const ROWS_AT_ONCE = 500;

/** What an error sheet is made of; a reading has it all. */
export type Rejected = Pick<SheetReading<unknown>, 'title' | 'heading' | 'headers' | 'bad'>;

/**
 * The bad rows as they were sent, with 行号 and 错误原因 behind them, and the lines that stood above the table. A clerk mends
 * the cells and sends the same file: `readSheet` takes it as the form.
 */
export async function errorSheet({ title, heading, headers, bad }: Rejected): Promise<Uint8Array> {
  const writer = await titled({
    title: title ?? '错误行',
    line: heading.filter((line) => line !== title).join('    '),
    headers: [...headers, ROW_NUMBER, REASON],
    widths: [...headers.map(() => WIDTH), WIDTH, REASON_WIDTH],
  });
  for (const [row, { cells, reasons }] of byRow(bad)) {
    const values: PlainCell[] = [...cells, row, reasons.join('；')];
    await writer.add(values.map((value) => ({ value, look: typeof value === 'string' ? 'text' : 'general' })));
    if (writer.at % ROWS_AT_ONCE === 0) await others();
  }
  return writer.bytes();
}

function byRow(bad: Rejected['bad']): Map<number, { cells: readonly PlainCell[]; reasons: string[] }> {
  const rows = new Map<number, { cells: readonly PlainCell[]; reasons: string[] }>();
  for (const { row, field, reason, cells } of bad) {
    const known = rows.get(row) ?? { cells, reasons: [] };
    known.reasons.push(`${field}：${reason}`);
    rows.set(row, known);
  }
  return rows;
}
