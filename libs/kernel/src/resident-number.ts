import { isDay } from './days.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The 公民身份号码 of 18 signs that begins with these 17 digits: its check digit follows from them (GB 11643). */
export function residentNumber(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0);
  return seventeen + CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length);
}

/**
 * Whether a text of half-width capitals is the number of a 居民身份证: 18 signs with their check digit (GB 11643), or the
 * 15 digits of cards before 1999; in both stands a birthday that there is. The region is not looked up.
 */
export function isResidentNumber(text: string): boolean {
  if (/^\d{15}$/.test(text)) return isDate(`19${text.slice(6, 12)}`);
  return /^\d{17}[\dX]$/.test(text) && isDate(text.slice(6, 14)) && residentNumber(text.slice(0, 17)) === text;
}

const isDate = (digits: string) => isDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
