import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastFour, maskPhone, normalisePhone } from './phone.js';

const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

describe('a mobile number', () => {
  it.each([
    '13912345678',
    '139 1234 5678',
    '139-1234-5678',
    '+86 139 1234 5678',
    '+8613912345678',
    '86-13912345678',
    '008613912345678',
    '(+86)139-1234-5678',
    '１３９１２３４５６７８',
    '＋８６　１３９－１２３４－５６７８',
    '013912345678',
    '13912345678(同微信)',
    '电话：139.1234.5678',
    '8613912345678',
    '+86 (0)139 1234 5678',
    '139—1234—5678',
    '\u202d13912345678\u202c',
    '139\u200b1234\u200b5678',
    '13912345678/13800000000',
    '13912345678 13800000000',
    '2号楼王女士 13912345678(晚7点后)',
    '13912345678.0',
    ' 139\u00a01234\u00a05678 ',
  ])('written "%s" is the same', (text) => {
    expect(normalisePhone(text)).toEqual({ e164: '+8613912345678', digits: '13912345678' });
  });

  it('is itself in every writing, whatever its prefix', () => {
    const mobile = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
    const prefix = fc.constantFrom('', '+86', '+86 ', '86', '86-', '0086', '0086 ', '(+86)', '0', '手机:', '+86-');
    const gap = fc.constantFrom('', ' ', '-', '.', '－', '  ');
    const suffix = fc.constantFrom('', '(同微信)', ' 张先生', '（本人）', ' ');
    fc.assert(
      fc.property(mobile, prefix, gap, suffix, fc.boolean(), (digits, before, between, after, fullWidth) => {
        const text = before + [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].join(between) + after;
        return normalisePhone(fullWidth ? wide(text) : text)?.digits === digits;
      }),
    );
  });

  it('counts with a prefix that no operator uses', () => {
    expect(normalisePhone('+8615499852599')?.digits).toBe('15499852599');
    expect(normalisePhone('10012345678')?.digits).toBe('10012345678');
  });
});

describe('a landline', () => {
  it.each([
    '010-12345678',
    '(010)12345678',
    '01012345678',
    '（０１０）１２３４５６７８',
    '010 1234 5678',
    '+86 10 1234 5678',
    '+86-010-12345678',
    '0086 10 12345678',
    '86-10-12345678',
    '010-12345678-801',
    '010-12345678转801',
    '010-12345678 分机 801',
    '010-12345678 ext. 801',
    '(010)12345678#801',
    '01012345678-801',
    '010-1234-5678-801',
    '86-010-12345678-801',
  ])('written "%s" is the same, its extension dropped', (text) => {
    expect(normalisePhone(text)).toEqual({ e164: '+861012345678', digits: '01012345678' });
  });

  it.each([
    ['0755-86013388', '075586013388'],
    ['0556-5543210', '05565543210'],
    ['0556-5543210-8', '05565543210'],
    ['+86 556 5543210', '05565543210'],
    ['021-5543210-8', '02155432108'],
    ['400-820-8820', '4008208820'],
  ])('%s is dialled %s', (text, digits) => {
    expect(normalisePhone(text)?.digits).toBe(digits);
  });
});

describe('a number from abroad', () => {
  it.each([
    ['+852 9123 4567', '+85291234567'],
    ['00852-91234567', '+85291234567'],
    ['+1 (415) 555-2671', '+14155552671'],
  ])('%s is dialled with its country: %s', (text, e164) => {
    expect(normalisePhone(text)).toEqual({ e164, digits: `00${e164.slice(1)}` });
  });
});

describe('the digits of a number', () => {
  it.each(['+1 415 555 2671', '139 1234 5678', '(010)12345678', '400-820-8820'])(
    'of %s mean the same number',
    (text) => {
      const phone = normalisePhone(text);

      expect(phone).toBeDefined();
      expect(normalisePhone(phone?.digits ?? '')).toEqual(phone);
      expect(normalisePhone(phone?.e164 ?? '')).toEqual(phone);
    },
  );
});

describe('a text without a complete number', () => {
  it.each([
    '',
    '无',
    '12345678',
    '1391234567',
    '139123456789',
    '139-1234-5678-9',
    '010-1234567',
    '1012345678',
    '+',
    '+999 1',
    '12',
    '微信号abc123',
  ])('"%s" is nobody\'s number', (text) => {
    expect(normalisePhone(text)).toBeUndefined();
  });

  it('is not searched beyond its first 200 characters', () => {
    expect(normalisePhone(`${'备注'.repeat(90)}13912345678`)?.digits).toBe('13912345678');
    expect(normalisePhone(`${'备注'.repeat(100)}13912345678`)).toBeUndefined();
  });
});

describe('a masked number', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678(同微信)', '138****5678'],
    ['010-12345678', '010-******78'],
    ['05565543210', '0556-*****10'],
    ['4008208820', '********20'],
    ['+852 9123 4567', '***********67'],
    ['12345678', '****'],
    ['', '****'],
  ])('of "%s" is %s', (text, masked) => {
    expect(maskPhone(text)).toBe(masked);
  });

  it('is found again by its last four digits', () => {
    expect(lastFour('139 1234 5678(同微信)')).toBe('5678');
    expect(lastFour('010-12345678-801')).toBe('5678');
    expect(lastFour('无')).toBeUndefined();
  });
});

describe('a number in groups', () => {
  it('keeps a last group of zeros behind a dot, which was cut off like the decimals of a spreadsheet', () => {
    expect(normalisePhone('139.1234.0000')?.digits).toBe('13912340000');
    expect(normalisePhone('13912345678.0')?.digits).toBe('13912345678');
  });
});
