import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertFen, inChinese, parseYuan, split, yuan } from './money.js';
import { Refusal } from './refusal.js';

const fen = fc.maxSafeInteger();
const weights = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).filter((some) => some.some((weight) => weight > 0));

describe('an amount in fen', () => {
  it.each([0, -1, Number.MAX_SAFE_INTEGER])('may be %d', (n) => {
    expect(() => assertFen(n)).not.toThrow();
  });

  it.each([0.5, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])('is never %d', (n) => {
    expect(() => assertFen(n)).toThrow(RangeError);
  });

  it.each([
    [1234567, '12345.67'],
    [5, '0.05'],
    [-5, '-0.05'],
    [0, '0.00'],
    [100, '1.00'],
  ])('of %d is written %s', (amount, text) => {
    expect(yuan(amount)).toBe(text);
  });

  it('reads back what it wrote, over the whole range', () => {
    fc.assert(fc.property(fen, (amount) => parseYuan(yuan(amount)) === amount));
  });

  it('reads back with thousands separators and full-width digits', () => {
    const wide = (text: string): string =>
      text.replace(/[-.,\d]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fen, (amount) => {
        const [whole = '', decimals = ''] = yuan(amount).split('.');
        const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
        return parseYuan(grouped) === amount && parseYuan(wide(grouped)) === amount;
      }),
    );
  });
});

describe('an amount as people type it', () => {
  it.each([
    ['1,234.5', 123450],
    ['１，２３４．５', 123450],
    ['19999.99', 1999999],
    ['2707.27元', 270727],
    ['800元整', 80000],
    [' ¥ 12.30 ', 1230],
    ['￥12', 1200],
    ['-¥3.10', -310],
    ['¥-3.10', -310],
    ['3.100', 310],
    ['0.29', 29],
    ['-0', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('"%s" is %d fen', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  it.each([
    '',
    ' ',
    '元',
    '¥',
    '12.345',
    '1,23',
    '12,34,567',
    ',123',
    '1.2.3',
    '.5',
    '5.',
    '300万',
    '1e5',
    '--5',
    '-¥-5',
    '5元6',
    '面议',
    '1 234',
  ])('"%s" is refused', (text) => {
    expect(() => parseYuan(text)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'money.not-an-amount' }));
  });

  it('is refused above the safe range', () => {
    expect(() => parseYuan('90071992547409.92')).toThrow(expect.objectContaining({ code: 'money.too-large' }));
  });

  it('is not repeated in the refusal', () => {
    expect(() => parseYuan('13812345678号')).toThrow(Refusal);
    expect(() => parseYuan('13812345678号')).not.toThrow(/1381/);
  });
});

describe('a split', () => {
  it('gives the odd fen to the largest remainders, the earlier part first', () => {
    expect(split(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(split(101, [1, 1, 1])).toEqual([34, 34, 33]);
    expect(split(10, [55, 25, 20])).toEqual([6, 2, 2]);
    expect(split(10, [54, 27, 19])).toEqual([5, 3, 2]);
    expect(split(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  it('sums exactly, whatever the amount and the weights', () => {
    fc.assert(
      fc.property(fen, weights, (total, some) => {
        const sum = split(total, some).reduce((all, part) => all + BigInt(part), 0n);
        return sum === BigInt(total);
      }),
    );
  });

  it('is never a whole fen away from the exact share', () => {
    fc.assert(
      fc.property(fen, weights, (total, some) => {
        const all = some.reduce((sum, weight) => sum + BigInt(weight), 0n);
        return split(total, some).every((part, index) => {
          const off = BigInt(part) * all - BigInt(total) * BigInt(some[index] ?? 0);
          return off < all && off > -all;
        });
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    fc.assert(fc.property(fen, weights, (total, some) => split(total, [0, ...some])[0] === 0));
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[0.5]]])('by %j is a mistake of the caller', (some) => {
    expect(() => split(100, some)).toThrow(RangeError);
  });
});

describe('人民币大写金额', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [55, '伍角伍分'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [1000, '壹拾元整'],
    [1050, '壹拾元零伍角整'],
    [140950, '壹仟肆佰零玖元伍角整'],
    [600714, '陆仟零柒元壹角肆分'],
    [168032, '壹仟陆佰捌拾元零叁角贰分'],
    [10700053, '壹拾万柒仟元零伍角叁分'],
    [1640902, '壹万陆仟肆佰零玖元零贰分'],
    [32504, '叁佰贰拾伍元零肆分'],
    [100_0000, '壹万元整'],
    [1_0001_00, '壹万零壹元整'],
    [100_0700_00, '壹佰万零柒佰元整'],
    [1_0000_0000_00, '壹亿元整'],
    [1_0000_0001_00, '壹亿零壹元整'],
    [1_0000_1000_00, '壹亿零壹仟元整'],
    [1_1000_0000_00, '壹亿壹仟万元整'],
    [1_0000_0000_0000_00, '壹万亿元整'],
    [1000_0000_0000_00, '壹仟亿元整'],
    [1_2345_6789_12, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分'],
    [-280, '负贰元捌角整'],
    [Number.MAX_SAFE_INTEGER, '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('of %d fen is %s', (amount, text) => {
    expect(inChinese(amount)).toBe(text);
  });

  it('means the amount it was made from', () => {
    fc.assert(fc.property(fen, (amount) => spokenValue(inChinese(amount)) === BigInt(amount)));
  });

  it('never says two zeros in a row, nor a zero at the end', () => {
    fc.assert(
      fc.property(
        fen.filter((n) => n !== 0),
        (amount) => !/零零|零[元万亿整]|零$/.test(inChinese(amount)),
      ),
    );
  });
});

function spokenValue(text: string): bigint {
  const places: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n };
  const ends: Record<string, bigint> = { 元: 100n, 角: 10n, 分: 1n };
  let fenSum = 0n;
  let high = 0n;
  let middle = 0n;
  let section = 0n;
  let digit = 0n;
  for (const char of text.replace('负', '').replace('整', '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(char);
    if (value >= 0) digit = BigInt(value);
    else if (char in places) {
      section += digit * (places[char] ?? 0n);
      digit = 0n;
    } else if (char === '万') {
      middle = (section + digit) * 10_000n;
      section = digit = 0n;
    } else if (char === '亿') {
      high = (middle + section + digit) * 100_000_000n;
      middle = section = digit = 0n;
    } else {
      fenSum += (high + middle + section + digit) * (ends[char] ?? 0n);
      high = middle = section = digit = 0n;
    }
  }
  return text.startsWith('负') ? -fenSum : fenSum;
}
