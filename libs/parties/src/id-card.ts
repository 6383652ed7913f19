import { isResidentNumber, refuse } from '@linli/kernel';

/** The form in which identity documents are compared: half-width, capitals (the X of an ID card), no spaces and dashes. */
export function normaliseIdNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}

/**
 * The normalised number of an identity document. Refuses `party.id-number-not-understood`: an 身份证 whose check digit is wrong or
 * that lacks digits, and a text without any digit. Numbers of other papers (护照、港澳居民来往内地通行证、军官证) have no check,
 * unless the paper is `known` to be an 身份证.
 */
export function understoodIdNumber(text: string, known?: 'resident'): string {
  const number = normaliseIdNumber(text);
  const likeResident = known === 'resident' || /^\d{16}/.test(number);
  if (likeResident ? !isResidentNumber(number) : !/\d/.test(number))
    throw refuse.rule(
      'party.id-number-not-understood',
      '证件号码无法识别，请对照证件核对；身份证号为18位，末位是校验码。',
    );
  return number;
}

/** 身份证 keeps 前6后4; a passport or other document keeps its first and last two characters; four or fewer show nothing. */
export function maskIdNumber(text: string): string {
  const number = normaliseIdNumber(text);
  if (/^(\d{17}[\dX]|\d{15})$/.test(number)) return keepEnds(number, 6, 4);
  return number.length > 4 ? keepEnds(number, 2, 2) : '*'.repeat(number.length);
}

const keepEnds = (text: string, head: number, tail: number): string =>
  text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(-tail);
