import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalisePhone } from './phone.js';
import { learnPinyin } from './pinyin.js';
import { soughtPerson, wordsOfPerson } from './search-words.js';

beforeAll(learnPinyin);

const fits = (typed: string, name: string, phone = '13800001234'): boolean => {
  const words = wordsOfPerson(name, normalisePhone(phone));
  return soughtPerson(typed).every((word) => words.includes(word));
};

describe('a person', () => {
  it.each([
    ['two neighbours of the name', '小明', '王小明'],
    ['the whole name', '王小明', '王小明'],
    ['the name with a blank', '王小 明', '王小明'],
    ['traditional characters', '張偉', '张伟'],
    ['a traditional name', '张伟', '張偉'],
    ['pinyin', 'wangxiaoming', '王小明'],
    ['pinyin with blanks and capitals', 'Wang Xiao Ming', '王小明'],
    ['pinyin with an apostrophe', "xi'an", '西安'],
    ['the first syllables', 'wangxiao', '王小明'],
    ['the given name in pinyin', 'xiaoming', '王小明'],
    ['initials', 'wxm', '王小明'],
    ['initials of the given name', 'XM', '王小明'],
    ['ü as v', 'lvbu', '吕布'],
    ['ü', 'lübu', '吕布'],
    ['a surname read in its own way', 'shanxiongxin', '单雄信'],
    ['a surname read as most read it', 'danxiongxin', '单雄信'],
    ['another reading of a character', 'wangyue', '王乐'],
    ['a Latin name', 'smith', 'John Smith'],
    ['a name of a minority', '吐尔逊', '买买提·吐尔逊'],
    ['the last four digits', '1234', '王小明'],
    ['the last seven digits', '0001234', '王小明'],
    ['a phone in full', '+86 138-0000-1234', '王小明'],
    ['a phone in full-width digits', '１３８００００１２３４', '王小明'],
    ['a masked phone', '138****1234', '王小明'],
    ['a surname with the last four digits', '王 1234', '王小明'],
  ])('is found by %s: %s', (_how, typed, name) => {
    expect(fits(typed, name)).toBe(true);
  });

  it('with a landline is found by its end', () => {
    expect(fits('345678', '王小明', '010-12345678')).toBe(true);
  });

  it.each([
    ['王明', '王小明'],
    ['wangming', '王小明'],
    ['1235', '王小明'],
    ['李 1234', '王小明'],
    ['13800001235', '王小明'],
  ])('is not found by %s when he is %s', (typed, name) => {
    expect(fits(typed, name)).toBe(false);
  });

  it.each(['王', 'w', '123', '王 12', ' ', '*', '王 w', '。', '138****'])(
    'is not looked for by %j: half the book would fit',
    (typed) => {
      expect(() => soughtPerson(typed)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'search.too-short' }));
    },
  );

  it('has few words, however long the name', () => {
    expect(wordsOfPerson('王小明', normalisePhone('13800001234')).length).toBeLessThan(30);
    expect(wordsOfPerson('杭州滨江房产集团股份有限公司第二分公司'.repeat(4)).length).toBeLessThanOrEqual(100);
  });

  it('is found by any two neighbours and by any four to eight last digits', () => {
    const han = fc.constantFrom(...'王李张伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂单曾乐堃喆');
    fc.assert(
      fc.property(fc.array(han, { minLength: 2, maxLength: 4 }), fc.nat(99_999_999), fc.nat(), (name, number, at) => {
        const phone = `138${String(number).padStart(8, '0')}`;
        const from = at % (name.length - 1);
        const typed = `${name[from]}${name[from + 1]} ${phone.slice(-4 - (at % 5))}`;
        return fits(typed, name.join(''), phone);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['00430000', '王 00430000', '0043 0000'])(
    'is found by last digits that look like a foreign prefix: %s',
    (typed) => {
      expect(fits(typed, '王芳', '13800430000')).toBe(true);
    },
  );

  it('of a nameless kind has no words', () => {
    expect(wordsOfPerson('·')).toEqual([]);
  });
});
