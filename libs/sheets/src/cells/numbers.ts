import { Unreadable, type Parser } from '../definition.js';
import type { Cell } from '../xlsx/grid.js';
import { decimalOf, packed, unreadable } from './words.js';

const DECIMAL = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
const FEN_PLACES = 2;
const TEN_THOUSAND = 4;
const THOUSAND = 3;

/** An exact decimal: digits and how many of them stand after the point. */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimal(text: string): Decimal | undefined {
  const inBrackets = /^\((.+)\)$/.exec(text);
  const plain = inBrackets ? `-${inBrackets[1]}` : text;
  if (!DECIMAL.test(plain) || plain.length > 40) return undefined;
  const [whole = '', fraction = ''] = plain.replaceAll(',', '').split('.');
  const kept = fraction.replace(/0+$/, '');
  return { digits: BigInt(whole + kept), places: kept.length };
}

/** Shifts the point and rounds half away from zero; undefined if the result is beyond safe integers. */
function scaled({ digits, places }: Decimal, shift: number): number | undefined {
  const by = shift - places;
  const divisor = 10n ** BigInt(Math.max(-by, 0));
  const half = digits < 0n ? -divisor / 2n : divisor / 2n;
  const result = Number(by >= 0 ? digits * 10n ** BigInt(by) : (digits + half) / divisor);
  return Number.isSafeInteger(result) ? result : undefined;
}

const written = (cell: Cell): string =>
  typeof cell.value === 'number' ? decimalOf(cell.value) : packed(String(cell.value));

/** A whole number, also as 3期 or 1,200; no sign, no fraction. */
export const integer: Parser<number> = (cell) => {
  const wanted = '整数，例如 3';
  if (cell.date) return unreadable(cell, wanted);
  const value = decimal(written(cell).replace(/[个期套户月次人]$/, ''));
  const whole = value && value.places === 0 && value.digits >= 0n ? scaled(value, 0) : undefined;
  return whole ?? unreadable(cell, wanted);
};

/** Square metres above 0, rounded to two decimals; the cell may end in ㎡, m² or 平方米. */
export const area: Parser<number> = (cell) => {
  const wanted = '大于0的面积（平方米），例如 89.50';
  if (cell.date) return unreadable(cell, wanted);
  const value = decimal(written(cell).replace(/(?:m2|平方米|平米|平方|平)$/i, ''));
  const hundredths = value && scaled(value, 2);
  return hundredths !== undefined && hundredths > 0 ? hundredths / 100 : unreadable(cell, wanted);
};

const powerOf = (unit: string): number =>
  /万元|^\(?万\)?$/.test(unit) ? TEN_THOUSAND : unit.includes('千元') ? THOUSAND : 0;

/**
 * Yuan as whole fen, exact in every digit. Knows ¥, thousands separators, 元 and 万元, in the cell or in the header. A
 * computed number is rounded to the fen, as Excel shows it; a text with parts of a fen is refused.
 */
export const yuanToFen: Parser<number> = (cell, { unit }) => {
  const wanted = '金额（数字），例如 1234567.89';
  if (cell.date || typeof cell.value === 'boolean') return unreadable(cell, wanted);
  const parts = /^(-?)(?:¥|rmb|cny|人民币)?(.*?)(万元|千元|万|元整|元)?整?$/i.exec(written(cell));
  const value = parts && decimal(`${parts[1]}${parts[2]}`);
  if (!value) return unreadable(cell, wanted);
  const shift = FEN_PLACES + powerOf(parts[3] ?? unit);
  if (typeof cell.value === 'string' && value.places > shift) return new Unreadable('金额最多到分，请改为两位小数');
  return scaled(value, shift) ?? unreadable(cell, wanted);
};

/** The same number, refused with this sentence unless it is above 0. */
export const above0 =
  (parser: Parser<number>, reason: string): Parser<number> =>
  (cell, around) => {
    const value = parser(cell, around);
    return typeof value === 'number' && value <= 0 ? new Unreadable(reason) : value;
  };
