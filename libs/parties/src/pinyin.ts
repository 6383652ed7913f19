import type { pinyin as Pinyin } from 'pinyin-pro';

let pinyin: typeof Pinyin | undefined;
const known = new Map<string, readonly string[]>();
/** More readings of one character do not occur in names. */
const READINGS = 3;

/** Loads the readings of Chinese characters (4 MB); a service that keeps persons does so when it starts. */
export async function learnPinyin(): Promise<void> {
  pinyin ??= (await import('pinyin-pro')).pinyin;
}

/**
 * How a Chinese character is read, without tones, likeliest first, ü as v (吕 is lv); as a surname 单 is shan before dan. Empty for anything
 * else. Error before `learnPinyin`: a programmer's mistake.
 */
export function readingsOf(character: string, surname = false): readonly string[] {
  const key = surname ? `^${character}` : character;
  const before = known.get(key);
  if (before) return before;
  if (!pinyin) throw new Error('Nobody has called learnPinyin.');
  const options = { toneType: 'none', type: 'array', v: true } as const;
  const all = [
    ...(surname ? pinyin(character, { ...options, surname: 'head' }) : []),
    ...pinyin(character, { ...options, multiple: true }),
  ];
  const readings = [...new Set(all)].filter((reading) => /^[a-z]+$/.test(reading) && reading !== character);
  const likeliest = readings.slice(0, READINGS);
  known.set(key, likeliest);
  return likeliest;
}
