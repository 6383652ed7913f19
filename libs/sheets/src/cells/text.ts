import { isResidentNumber } from '@linli/kernel';
import { Unreadable, type Parser } from '../definition.js';
import { halfWidth, packed, shown, unreadable } from './words.js';

/** Beyond 15 digits Excel turns the rest of a number into zeros: nothing can bring them back. */
const LOST_DIGITS_FROM = 1e15;

const lostDigits = new Unreadable('号码超过15位却存成了数字，末几位已丢失，请把单元格设为文本格式后重新填写');

/** The text as written, in one line. A number is taken as Excel shows it, a day as YYYY-MM-DD. */
export const text: Parser<string> = (cell) => {
  if (typeof cell.value === 'number' && Math.abs(cell.value) >= LOST_DIGITS_FROM) return lostDigits;
  return shown(cell).replace(/\s+/g, ' ');
};

/** A contract or document number: half-width capitals without blanks. */
export const code: Parser<string> = (cell) => {
  const value = text(cell, { unit: '' });
  return value instanceof Unreadable ? value : packed(value).toUpperCase();
};

/** A resident identity number of 18 digits with its check digit (GB 11643), or of 15; its region is not looked up. */
export const identityNumber: Parser<string> = (cell, around) => {
  const value = code(cell, around);
  if (value instanceof Unreadable || isResidentNumber(value)) return value;
  if (!/^\d{17}[\dX]$/.test(value)) return unreadable(cell, '18位身份证号');
  return new Unreadable('身份证号校验位不对，请核对后重新填写');
};

/** Several words in one cell, parted by ; 、 , / or a line break: 户型;价格. */
export const list: Parser<string[]> = (cell) =>
  shown(cell)
    .split(/[;\uff1b、,\uff0c/\n]+/)
    .map(halfWidth)
    .filter((word) => word !== '');
