/** The form in which identity documents are compared: half-width, capitals (the X of an ID card), no spaces and dashes. */
export function normaliseIdNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}

/** 身份证 keeps 前6后4; a passport or other document keeps its first and last two characters; four or fewer show nothing. */
export function maskIdNumber(text: string): string {
  const number = normaliseIdNumber(text);
  if (/^(\d{17}[\dX]|\d{15})$/.test(number)) return keepEnds(number, 6, 4);
  return number.length > 4 ? keepEnds(number, 2, 2) : '*'.repeat(number.length);
}

const keepEnds = (text: string, head: number, tail: number): string =>
  text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(-tail);
