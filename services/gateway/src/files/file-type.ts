/** The kinds of files that offices send, told by their first bytes and not by their names. */
const kinds: readonly { readonly type: string; readonly fits: (bytes: Buffer) => boolean }[] = [
  {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // Any zip begins with PK; only a workbook has this part.
    fits: (bytes) => begins(bytes, [0x50, 0x4b, 0x03, 0x04]) && bytes.includes('xl/workbook.xml', 0, 'latin1'),
  },
  { type: 'application/pdf', fits: (bytes) => begins(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) },
  { type: 'image/png', fits: (bytes) => begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', fits: (bytes) => begins(bytes, [0xff, 0xd8, 0xff]) },
];

const begins = (bytes: Buffer, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

/** The media type of a workbook (.xlsx), PDF, PNG or JPEG; undefined for anything else. */
export const typeOf = (bytes: Buffer): string | undefined => kinds.find(({ fits }) => fits(bytes))?.type;

/** A name that is safe to show and to save: no folders, no control characters, at most 200 characters. */
export function fileName(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '')
    .trim();
  return [...clean].slice(-200).join('') || 'file';
}
