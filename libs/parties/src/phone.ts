import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/** A phone number in the one form that is compared: e164 ('+8613912345678') and the digits as dialled inside China ('13912345678', '01012345678', '0085291234567'). */
export interface Phone {
  readonly e164: string;
  readonly digits: string;
}

const LONGEST_TEXT = 200;
const RUN = /[+(]*\d[+\d\s().\p{Pd}\u2212ー_]*/gu;
const AREA = '10|2\\d|[3-9]\\d{2}';
const LANDLINE = new RegExp(`^0?(?:(10|2\\d)(\\d{8})|([3-9]\\d{2})(\\d{7,8}))$`);
const AREA_OF = new RegExp(`^0(?:${AREA})`);
const EXTENSION = /^(\D*(?:86\D+)?0\d{2,3}\D+\d{7,8})\p{Pd}\d{1,6}\D*$/u;

/**
 * The number that a person meant, however it was typed: +86, 0086, 86-, full-width digits, brackets, dashes, a 0 before a mobile,
 * an extension or a remark behind. Undefined when no complete number is in the text: a landline needs its area code.
 * Every mobile of 11 digits beginning with 1 counts, whether the prefix is given out or not. Only the first 200 characters are read.
 */
export function normalisePhone(text: string): Phone | undefined {
  const plain = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '');
  for (const [run] of plain.matchAll(RUN)) {
    const phone = oneOf(run.trim());
    if (phone) return phone;
  }
  return undefined;
}

/** 138****5678; a landline keeps its area code and the last two digits (010-******78); what cannot be read shows nothing. */
export function maskPhone(text: string): string {
  const phone = normalisePhone(text);
  if (!phone) return '****';
  const { digits } = phone;
  if (isMobile(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  const area = AREA_OF.exec(digits)?.[0];
  if (area) return `${area}-${'*'.repeat(digits.length - area.length - 2)}${digits.slice(-2)}`;
  return `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`;
}

/** The last four digits, by which a caller is found; undefined when the text holds no number. */
export function lastFour(text: string): string | undefined {
  return normalisePhone(text)?.digits.slice(-4);
}

const isMobile = (digits: string): boolean => /^1\d{10}$/.test(digits);

function oneOf(run: string): Phone | undefined {
  // A spreadsheet writes 13912345678.0; in 139.1234.0000 the last part belongs to the number.
  const written = run.replace(/^(\+?\d{8,})\.0+$/, '$1');
  const beforeExtension = EXTENSION.exec(written)?.[1] ?? '';
  for (const attempt of [beforeExtension, written, ...written.split(/\s+/)]) {
    const phone = read(attempt);
    if (phone) return phone;
  }
  const shorter = read(written.replace(/\D+\d{1,6}\D*$/, ''));
  return shorter && isMobile(shorter.digits) ? undefined : shorter;
}

function read(written: string): Phone | undefined {
  const digits = written.replace(/\D/g, '');
  const dialled = written.includes('+') ? digits : digits.startsWith('00') ? digits.slice(2) : undefined;
  if (dialled === undefined) {
    return digits.startsWith('86') ? chinese(digits.slice(2), false) : chinese(digits, true);
  }
  return dialled.startsWith('86') ? chinese(dialled.slice(2), false) : foreign(dialled);
}

function chinese(digits: string, trunkZeroNeeded: boolean): Phone | undefined {
  const mobile = /^0?(1[3-9]\d{9})$/.exec(digits)?.[1] ?? (isMobile(digits) ? digits : undefined);
  if (mobile) return { e164: `+86${mobile}`, digits: mobile };
  if (/^[48]00\d{7}$/.test(digits)) return { e164: `+86${digits}`, digits };
  if (trunkZeroNeeded && !digits.startsWith('0')) return undefined;
  if (!LANDLINE.test(digits)) return undefined;
  const national = digits.replace(/^0/, '');
  return { e164: `+86${national}`, digits: `0${national}` };
}

function foreign(dialled: string): Phone | undefined {
  const number = parsePhoneNumberFromString(`+${dialled}`, metadata);
  return number?.isPossible() ? { e164: number.number, digits: `00${number.number.slice(1)}` } : undefined;
}
