import { refuse } from './refusal.js';

/** A text of so many different pairs of characters is a book; the rest of it is not found. */
const MOST = 2_000;
/** Han, or letters and digits: `3号楼ABC` is 3, 号楼, ABC. */
const RUNS = /\p{Script=Han}+|[\p{Letter}\p{Number}]+/gu;
const HAN = /\p{Script=Han}/u;

const runsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\p{Script=Han})(?=[^\p{Script=Han}])|([^\p{Script=Han}])(?=\p{Script=Han})/gu, '$& ')
    .match(RUNS) ?? [];

const pairsOf = (run: string): string[] => {
  const characters = Array.from(run);
  return characters.slice(1).map((second, i) => `${characters[i]}${second}`);
};

/**
 * What Chinese texts are found by: each two neighbouring characters, and each word of letters or digits in small letters. Kept by the
 * aggregate in a `text[]` with a GIN index; `soughtWords` is the other half.
 */
export function wordsOf(...texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(text ?? '')) {
      for (const word of HAN.test(run) ? pairsOf(run) : [run]) if (words.size < MOST) words.add(word);
    }
  }
  return [...words];
}

/**
 * What must all be among the words of a text that fits, as a value for the condition `words @> ?`; undefined when nothing was
 * typed. Refuses `search.too-short` a single character, which would find half of everything.
 */
export function soughtWords(typed: string | undefined): string[] | undefined {
  if (typed === undefined) return undefined;
  const words = runsOf(typed).flatMap((run) => (HAN.test(run) ? pairsOf(run) : run.length > 1 ? [run] : []));
  if (words.length === 0)
    throw refuse.invalid('search.too-short', '请输入至少两个相连的汉字，或一个完整的单词或数字。');
  return [...new Set(words)];
}
