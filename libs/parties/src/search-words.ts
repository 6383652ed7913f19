import { refuse } from '@linli/kernel';
import { normaliseName } from './name.js';
import { normalisePhone, type Phone } from './phone.js';
import { readingsOf } from './pinyin.js';

/** Longest run of syllables that is found from the middle of a name, and from its beginning. */
const MIDDLE = 3;
const BEGINNING = 8;
/** Last digits by which a phone is found. */
const TAIL = { shortest: 4, longest: 8 };
/** The name of a company may be long; nobody's has more. */
const MOST = 100;

const HAN = /\p{Script=Han}/u;
const chars = (text: string): string[] => Array.from(text);
const latin = (word: string): string => `~${word}`;
const tail = (digits: string): string => `#${digits}`;

/**
 * The words under which a person is found, to be sealed by `Sealer.tokens`: each character and each two neighbours of the name,
 * its syllables in pinyin alone and together (wang, wangxiao, xiaoming …), their initials (wx, wxm), its Latin words, the last four to eight
 * digits of the phone and the phone in full.
 */
export function wordsOfPerson(name: string, phone?: Phone): string[] {
  const words = new Set(phone ? wordsOfPhone(phone) : []);
  const written = chars(normaliseName(name));
  for (const word of name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[a-z]{2,}/g) ?? [])
    words.add(latin(word));
  for (const run of runsOfHan(written)) {
    run.forEach((char, i) => {
      words.add(char);
      if (i + 1 < run.length) words.add(`${char}${run[i + 1]}`);
    });
    for (const syllables of readingsOfName(run)) {
      for (const part of partsOf(syllables)) {
        words.add(latin(part.join('')));
        if (part.length > 1) words.add(latin(part.map(([initial]) => initial).join('')));
      }
    }
  }
  return [...words].slice(0, MOST);
}

function wordsOfPhone({ e164, digits }: Phone): string[] {
  const tails: string[] = [];
  for (let length = TAIL.shortest; length <= TAIL.longest; length += 1) tails.push(tail(digits.slice(-length)));
  return [e164, ...tails];
}

function runsOfHan(written: readonly string[]): string[][] {
  const runs: string[][] = [[]];
  for (const char of written) {
    if (HAN.test(char)) runs.at(-1)?.push(char);
    else if (runs.at(-1)?.length) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** The name as it is likeliest read, and once more for each other reading of one of its characters. */
function readingsOfName(run: readonly string[]): string[][] {
  const each = run.map((char, i) => readingsOf(char, i === 0)).filter((readings) => readings.length > 0);
  const likeliest = each.map(([first = '']) => first);
  const others = each.flatMap(([, ...more], i) => more.map((other) => likeliest.with(i, other)));
  return [likeliest, ...others];
}

function partsOf(syllables: readonly string[]): string[][] {
  return syllables.flatMap((_, from) => {
    const longest = Math.min(syllables.length - from, from === 0 ? BEGINNING : MIDDLE);
    return Array.from({ length: longest }, (_each, i) => syllables.slice(from, from + i + 1));
  });
}

/**
 * What must all be among the words of a person who fits a typed text: '王芳', 'wangfang', 'wf', '8888', '王 8888', '138****8888',
 * '+86 138 0000 8888'. Refuses `search.too-short` what would find half the book: a single character or letter, fewer than four digits.
 */
export function soughtPerson(typed: string): string[] {
  const plain = typed.normalize('NFKC').trim();
  const digits = /^[+(\d][\d\s()+-]{6,}$/.test(plain) ? plain.replace(/\D/g, '') : '';
  const phone = plain.startsWith('+') || isLong(digits) ? normalisePhone(plain) : undefined;
  if (phone) return [phone.e164];
  if (digits.length >= TAIL.shortest) return [tail(digits.slice(-TAIL.longest))];
  const words: string[] = [];
  let narrow = false;
  for (const word of plain.replace(/\d*\*+/g, ' ').match(/\p{Script=Han}+|[a-zü'’]+|\d+/giu) ?? []) {
    const found = HAN.test(word) ? soughtHan(word) : /\d/.test(word) ? soughtDigits(word) : soughtLatin(word);
    words.push(...found.words);
    narrow ||= found.narrow;
  }
  if (!narrow) throw tooShort();
  return [...new Set(words)];
}

function soughtHan(word: string): { words: string[]; narrow: boolean } {
  const written = chars(normaliseName(word));
  if (written.length === 1) return { words: written, narrow: false };
  return { words: written.slice(1).map((char, i) => `${written[i]}${char}`), narrow: true };
}

/** Longer than any tail: the beginning is told as well. 00430000 ends a mobile and calls nobody in Austria. */
const isLong = (digits: string): boolean => digits.length > TAIL.longest;

function soughtDigits(digits: string): { words: string[]; narrow: boolean } {
  const phone = isLong(digits) ? normalisePhone(digits) : undefined;
  if (phone) return { words: [phone.e164], narrow: true };
  if (digits.length < TAIL.shortest) return { words: [], narrow: false };
  return { words: [tail(digits.slice(-TAIL.longest))], narrow: true };
}

function soughtLatin(word: string): { words: string[]; narrow: boolean } {
  const letters = word.toLowerCase().replaceAll('ü', 'v').replace(/['’]/g, '');
  return letters.length < 2 ? { words: [], narrow: false } : { words: [latin(letters)], narrow: true };
}

const tooShort = () =>
  refuse.invalid('search.too-short', '请输入姓名中相连的两个字、拼音、至少两个首字母，或电话的后四位。');
