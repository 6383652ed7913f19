import { Unreadable, type PlainCell } from '../definition.js';
import type { Cell } from '../xlsx/grid.js';

const DAY_MS = 86_400_000;
/** 1970-01-01 as an Excel serial. */
const UNIX_EPOCH = 25_569;
/** Excel keeps 15 digits: what it shows of 0.1 + 0.2 is 0.3. */
const EXCEL_DIGITS = 15;

/** Full-width letters, digits and signs as ASCII, ㎡ as m2, without invisible characters and outer blanks. */
export function halfWidth(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll('\u2212', '-')
    .trim();
}

/** As `halfWidth`, and without any blank. */
export function packed(text: string): string {
  return halfWidth(text).replace(/\s+/g, '');
}

/** The number as Excel shows it, without binary noise and without an exponent. */
export function decimalOf(value: number): string {
  const exact = Number(value.toPrecision(EXCEL_DIGITS));
  const text = String(exact);
  return text.includes('e') ? exact.toFixed(Math.abs(exact) < 1 ? 20 : 0) : text;
}

/** An Excel serial (1900 system) as a day, YYYY-MM-DD. */
export function dayOfSerial(serial: number): string {
  return new Date((Math.floor(serial) - UNIX_EPOCH) * DAY_MS).toISOString().slice(0, 10);
}

function timeOfSerial(serial: number): string {
  return new Date(Math.round(serial * 1440) * 60_000).toISOString().slice(11, 16);
}

/** What a person sees in the cell. */
export function shown(cell: Cell): string {
  const { value } = cell;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value.trim();
  if (!cell.date || value < 0 || value > 2_958_465) return decimalOf(value);
  return value < 1 ? timeOfSerial(value) : dayOfSerial(value);
}

/** The cell as it goes into an error sheet. */
export function plainCell(cell: Cell | undefined): PlainCell {
  if (!cell || cell.problem) return null;
  return cell.date ? shown(cell) : cell.value;
}

/** Says what stands in the cell and what should. */
export function unreadable(cell: Cell, wanted: string): Unreadable {
  const text = shown(cell);
  return new Unreadable(`“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”无法识别，请填写${wanted}`);
}

const NUMERALS = '零一二三四五六七八九';

/** 十二 → 12, 两 → 2; undefined for anything but a Chinese number below 100. */
export function chineseNumber(text: string): number | undefined {
  const parts = /^([一二三四五六七八九两]?)(十?)([一二三四五六七八九两]?)$/.exec(text);
  if (!parts || text === '') return undefined;
  const [, tens = '', ten = '', ones = ''] = parts;
  const digit = (numeral: string): number => NUMERALS.indexOf(numeral === '两' ? '二' : numeral);
  if (ten === '') return tens !== '' && ones !== '' ? undefined : digit(tens || ones);
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}
