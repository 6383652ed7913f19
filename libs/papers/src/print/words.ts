import { inChinese } from '@linli/kernel';
import { shownValue } from '@linli/sheets';

const SHANGHAI_MS = 8 * 3_600_000;

/** An instant as offices write it, to the minute in Shanghai: 2026-11-25 10:30. */
export function minute(instant: string): string;
export function minute(instant: string | null | undefined): string | undefined;
export function minute(instant: string | null | undefined): string | undefined {
  if (!instant) return undefined;
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Money on a form, in figures and in capital characters: ¥19,999.99(大写:人民币壹万玖仟…). */
export function money(fen: number | null | undefined): string | undefined {
  return fen === null || fen === undefined ? undefined : `¥${shownValue('yuan', fen)}(大写:人民币${inChinese(fen)})`;
}

/** The Chinese words of a code; a code without words stays as it is. */
export function words(names: Readonly<Record<string, string>>, code: string): string;
export function words(names: Readonly<Record<string, string>>, code: string | null | undefined): string | undefined;
export function words(names: Readonly<Record<string, string>>, code: string | null | undefined): string | undefined {
  return code === null || code === undefined ? undefined : (names[code] ?? code);
}
