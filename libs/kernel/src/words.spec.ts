import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { soughtWords, wordsOf } from './words.js';

const finds = (typed: string, ...texts: string[]): boolean =>
  (soughtWords(typed) ?? []).every((word) => wordsOf(...texts).includes(word));

describe('a text', () => {
  it.each([
    ['漏水', '卫生间漏水,楼下天花板湿了'],
    ['卫生间漏水', '卫生间漏水,楼下天花板湿了'],
    ['天花板 漏水', '卫生间漏水,楼下天花板湿了'],
    ['３号楼', '3号楼电梯停运'],
    ['wifi', '业主反映WiFi信号差'],
    ['3号楼wifi', '3号楼 WIFI 信号差'],
    ['2026', '合同2026年签订'],
  ])('is found by %s: %s', (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  it.each([
    ['漏电', '卫生间漏水,电梯停运'],
    ['水楼', '卫生间漏水,楼下天花板湿了'],
    ['202', '合同2026年签订'],
  ])('is not found by %s: %s', (typed, text) => {
    expect(finds(typed, text)).toBe(false);
  });

  it.each(['水', ' ', '。', 'a', '漏 水'])('is not looked for by %j', (typed) => {
    expect(() => soughtWords(typed)).toThrow(expect.objectContaining({ code: 'search.too-short' }));
  });

  it('is not asked for when nothing was typed', () => {
    expect(soughtWords(undefined)).toBeUndefined();
  });

  it('may be several, or missing', () => {
    expect(wordsOf('漏水', null, undefined, '电梯')).toEqual(['漏水', '电梯']);
  });

  it('is found by every piece of it of two characters or more', () => {
    const han = fc.array(
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code)),
      {
        minLength: 2,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(han, fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % (characters.length - 1);
        const to = from + 2 + (b % (characters.length - from - 1));
        return finds(characters.slice(from, to).join(''), characters.join(''));
      }),
      { numRuns: 200 },
    );
  });

  it('of a whole book has an end', () => {
    const book = Array.from({ length: 4_000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('');
    expect(wordsOf(book)).toHaveLength(2_000);
  });
});
