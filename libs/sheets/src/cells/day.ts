import { isDay } from '@linli/kernel';
import { Unreadable, type Parser } from '../definition.js';
import type { Cell } from '../xlsx/grid.js';
import { dayOfSerial, halfWidth, unreadable } from './words.js';

const WANTED = '日期，例如 2026-05-20';
/** 1954-10-03 and 2119-01-10: numbers between them are taken as serials even without a date format. */
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

const FULL = /^(\d{4}|\d{2})[-./。、,年](\d{1,2})[-./。、,月](\d{1,2})[日号]?$/;
const SHORT = /^(\d{1,2})[-./。、月](\d{1,2})[日号]?$/;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const TIME = /(?:[T\s]+\d{1,2}[:点时]|\s*(?:上午|下午|凌晨|中午|晚上)|\s*\(?(?:周|星期|礼拜)[一二三四五六日天]).*$/;

/**
 * A business day, YYYY-MM-DD: an Excel date, 2026.5.20, 2026/5/20, 2026年5月20日, 20260520, or 11.3 in the year that the
 * caller names. A number 11.2 may have been typed as 11.20 and is refused: only a person knows the day.
 */
export const day: Parser<string> = (cell, { year }) => {
  if (typeof cell.value === 'number') return ofNumber(cell, cell.value, year);
  const written = halfWidth(String(cell.value)).replace(TIME, '').replace(/\s+/g, '');
  const full = FULL.exec(written) ?? EIGHT_DIGITS.exec(written);
  if (full)
    return existing(full[1]?.length === 2 ? `20${full[1]}` : full[1], full[2], full[3]) ?? unreadable(cell, WANTED);
  const short = SHORT.exec(written);
  return short ? inYear(cell, year, short[1], short[2]) : unreadable(cell, WANTED);
};

function ofNumber(cell: Cell, value: number, year: number | undefined): string | Unreadable {
  if (value >= FIRST_SERIAL && value < LAST_SERIAL) return dayOfSerial(value);
  const digits = EIGHT_DIGITS.exec(String(value));
  if (digits) return existing(digits[1], digits[2], digits[3]) ?? unreadable(cell, WANTED);
  const short = /^(\d{1,2})\.(\d{1,2})$/.exec(cell.places === 2 ? value.toFixed(2) : String(value));
  if (cell.date || !short) return unreadable(cell, WANTED);
  if (cell.places === undefined && /^[123]$/.test(short[2] ?? '')) {
    return new Unreadable(
      `“${value}”存成了数字，分不清是${short[2]}日还是${short[2]}0日，请写成 ${year ?? '2026'}-${short[1]}-${short[2]} 的样子`,
    );
  }
  return inYear(cell, year, short[1], short[2]);
}

function inYear(cell: Cell, year: number | undefined, month?: string, date?: string): string | Unreadable {
  if (year === undefined) return new Unreadable(`“${String(cell.value)}”没有年份，请写成 2026-05-20 的样子`);
  return existing(String(year), month, date) ?? unreadable(cell, WANTED);
}

function existing(year = '', month = '', date = ''): string | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(written) && written >= '1950' && written < '2100' ? written : undefined;
}
