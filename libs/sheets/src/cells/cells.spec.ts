import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Unreadable, type Parser } from '../definition.js';
import type { Cell } from '../xlsx/grid.js';
import { day } from './day.js';
import { above0, area, integer, yuanToFen } from './numbers.js';
import { building, floor, roomNo, unitNo } from './place.js';
import { code, identityNumber, list, text } from './text.js';

const REFUSED = 'refused';
type Example = [written: string | number | Cell, read: unknown];

const read = <T>(parser: Parser<T>, written: string | number | Cell, unit = '', year?: number): unknown => {
  const value = parser(typeof written === 'object' ? written : { value: written }, { unit, year });
  return value instanceof Unreadable ? REFUSED : value;
};

const examples = <T>(parser: Parser<T>, cases: Example[], unit?: string, year?: number): void => {
  it.each(cases)('%j is %j', (written, value) => {
    expect(read(parser, written, unit, year)).toEqual(value);
  });
};

describe('money', () => {
  examples(yuanToFen, [
    [3116140, 311614000],
    ['¥2,248,474.00', 224847400],
    ['¥ 2,248,474.5', 224847450],
    ['1,656,260元', 165626000],
    ['人民币１５５７９．１９元整', 1557919],
    [0.1 + 0.2, 30],
    [1.005, 101],
    [19999.989999999998, 1999999],
    ['19999.99', 1999999],
    ['311.614万元', 311614000],
    ['(300)', -30000],
    ['−5', -500],
    ['1.2345', REFUSED],
    ['1,23', REFUSED],
    ['待定', REFUSED],
    ['1.2.3', REFUSED],
    ['99999999999999999999', REFUSED],
    [{ value: 46150, date: true }, REFUSED],
    [{ value: true }, REFUSED],
  ]);

  it('takes the unit of the header, unless the cell names its own', () => {
    expect(read(yuanToFen, 311.614, '(万元)')).toBe(311614000);
    expect(read(yuanToFen, '311.614', '(万元)')).toBe(311614000);
    expect(read(yuanToFen, '500元', '(万元)')).toBe(50000);
    expect(read(yuanToFen, 500, '(元)')).toBe(50000);
  });

  it('is exact for every amount a clerk can write', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
        expect(read(yuanToFen, yuan)).toBe(fen);
        expect(read(yuanToFen, Number(yuan))).toBe(fen);
      }),
    );
  });

  it('can be asked to be above 0', () => {
    const price = above0(yuanToFen, '总价必须大于0');
    expect([read(price, 0), read(price, -1), read(price, '0.01')]).toEqual([REFUSED, REFUSED, 1]);
  });
});

describe('area', () => {
  examples(area, [
    [138.28, 138.28],
    ['127.05㎡', 127.05],
    ['１２４．３６', 124.36],
    ['89.5平方米', 89.5],
    ['1,280.5 m²', 1280.5],
    [104.1 * 1.1, 114.51],
    [0, REFUSED],
    [-12, REFUSED],
    ['约90', REFUSED],
    ['', REFUSED],
  ]);
});

describe('integer', () => {
  examples(integer, [
    [3, 3],
    ['3期', 3],
    ['１,２００', 1200],
    [2.5, REFUSED],
    [-1, REFUSED],
    ['三', REFUSED],
  ]);
});

describe('day', () => {
  examples(
    day,
    [
      [{ value: 46162, date: true }, '2026-05-20'],
      [{ value: 46162.6, date: true }, '2026-05-20'],
      [46162, '2026-05-20'],
      ['2026.5.20', '2026-05-20'],
      ['2026/5/20', '2026-05-20'],
      ['2026-05-20 14:20', '2026-05-20'],
      ['2026年5月20日', '2026-05-20'],
      ['２０２６年５月２０日(周三)', '2026-05-20'],
      ['2026 年 5 月 20 日', '2026-05-20'],
      ['20260520', '2026-05-20'],
      [20260520, '2026-05-20'],
      ['26.5.20', '2026-05-20'],
      ['11.3', '2025-11-03'],
      ['11月3日上午', '2025-11-03'],
      [11.15, '2025-11-15'],
      [11.4, '2025-11-04'],
      [{ value: 11.2, places: 2 }, '2025-11-20'],
      [11.2, REFUSED],
      ['2026-02-29', REFUSED],
      ['13.1', REFUSED],
      ['2026年5月', REFUSED],
      ['昨天', REFUSED],
      [{ value: 0.6, date: true }, REFUSED],
    ],
    '',
    2025,
  );

  it('is refused without a year when the caller names none', () => {
    expect(read(day, '11.3')).toBe(REFUSED);
  });
});

describe('building', () => {
  examples(building, [
    ['1#', '1'],
    ['1号楼', '1'],
    ['1栋', '1'],
    ['一号楼', '1'],
    ['十二幢', '12'],
    ['１＃楼', '1'],
    ['第3栋', '3'],
    ['01', '1'],
    [7, '7'],
    ['a座', 'A'],
    ['B1栋', 'B1'],
    ['天玺楼', '天玺'],
    ['1单元', REFUSED],
    ['三室两厅两卫', REFUSED],
    ['待定', REFUSED],
    ['-1', REFUSED],
  ]);
});

describe('unit', () => {
  examples(unitNo, [
    ['1单元', '1'],
    ['一单元', '1'],
    ['第２单元', '2'],
    [2, '2'],
    ['A单元', 'A'],
    ['1#', '1'],
    ['1栋', REFUSED],
    ['待定', REFUSED],
  ]);
});

describe('floor', () => {
  examples(floor, [
    [5, 5],
    ['5层', 5],
    ['5F', 5],
    ['F5', 5],
    ['十二楼', 12],
    ['首层', 1],
    [-1, -1],
    ['B2', -2],
    ['负一层', -1],
    ['地下1层', -1],
    ['12A', 13],
    ['5-6层', 5],
    [0, REFUSED],
    [2.5, REFUSED],
    [999, REFUSED],
    ['三室', REFUSED],
  ]);
});

describe('room', () => {
  examples(roomNo, [
    ['101', '101'],
    [603, '603'],
    [' ４０４ ', '404'],
    ['101室', '101'],
    ['12a01', '12A01'],
    ['B-203', 'B-203'],
    ['商铺3', '商铺3'],
    ['501东户', '501东户'],
    ['1-1-101', '1-1-101'],
    ['三室两厅两卫', REFUSED],
    ['3室2厅2卫', REFUSED],
    ['2单元', REFUSED],
    ['待定', REFUSED],
    [60.3, REFUSED],
    [-101, REFUSED],
    [0, REFUSED],
  ]);
});

describe('texts', () => {
  it('keep what was written, in one line', () => {
    expect(read(text, ' 王芳\n(小名)  ')).toBe('王芳 (小名)');
    expect(read(text, 15487288856)).toBe('15487288856');
    expect(read(text, { value: 46162, date: true })).toBe('2026-05-20');
    expect(read(text, { value: 14 / 24 + 20 / 1440, date: true })).toBe('14:20');
  });

  it('are refused where Excel has lost their last digits', () => {
    expect(read(text, 910000200109035900)).toBe(REFUSED);
  });

  it('are half-width capitals without blanks in a contract number', () => {
    expect(read(code, ' ht２０２４ 0001 ')).toBe('HT20240001');
  });

  it('are parted at every sign that clerks part words with', () => {
    expect(read(list, '户型;价格、学区,物业费')).toEqual(['户型', '价格', '学区', '物业费']);
    expect(read(list, '户型\uff1b价格\uff0c学区')).toEqual(['户型', '价格', '学区']);
  });
});

describe('identity number', () => {
  examples(identityNumber, [
    ['910000200109035874', '910000200109035874'],
    ['91000019890509420x', '91000019890509420X'],
    ['910000890509420', '910000890509420'],
    ['910000200109035875', REFUSED],
    ['9100002001090358', REFUSED],
    [910000200109035874, REFUSED],
  ]);
});
