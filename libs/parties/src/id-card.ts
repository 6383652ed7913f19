import { isResidentNumber, refuse } from '@linli/kernel';

/** The form in which identity documents are compared: half-width, capitals (the X of an ID card), no spaces and dashes. */
export function normaliseIdNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}

/**
 * The normalised number of an identity document. Refuses `party.id-number-not-understood`: a text without any digit, and an 身份证 whose
 * check digit or birthday is wrong or that lacks digits. Where nobody says which paper it is of, one of digits alone that is longer than a passport's
 * is taken for an 身份证, unless it is a 统一社会信用代码. Numbers of other papers (护照、港澳台通行证、军官证) have no check.
 */
export function understoodIdNumber(text: string, paper?: 'resident' | 'other'): string {
  const number = normaliseIdNumber(text);
  const isResident = paper === 'resident' || (!paper && /^\d{11,}X?\d*$/.test(number) && !isBusinessCode(number));
  if (isResident ? !isResidentNumber(number) : !/\d/.test(number))
    throw refuse.rule(
      'party.id-number-not-understood',
      '证件号码无法识别，请对照证件核对；身份证号为18位，末位是校验码。',
    );
  return number;
}

const CODE_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A 统一社会信用代码 of an enterprise, with its check sign (GB 32100). */
function isBusinessCode(number: string): boolean {
  if (!/^9[123]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(number)) return false;
  let weight = 1;
  let sum = 0;
  for (const sign of number.slice(0, 17)) {
    sum += CODE_SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return CODE_SIGNS[(31 - (sum % 31)) % 31] === number[17];
}

/** 身份证 keeps 前6后4; a passport or other document keeps its first and last two characters; four or fewer show nothing. */
export function maskIdNumber(text: string): string {
  const number = normaliseIdNumber(text);
  if (/^(\d{17}[\dX]|\d{15})$/.test(number)) return keepEnds(number, 6, 4);
  return number.length > 4 ? keepEnds(number, 2, 2) : '*'.repeat(number.length);
}

const keepEnds = (text: string, head: number, tail: number): string =>
  text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(-tail);
