import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commands, events, queries } from './catalogue.js';
import {
  Bool,
  Day,
  Decimal,
  Fen,
  fieldsOf,
  Id,
  Ids,
  Instant,
  Int,
  ManyOf,
  OneOf,
  Part,
  Parts,
  Personal,
  Text,
  Texts,
  Version,
  type MessageClass,
} from './fields.js';
import { RegisterComplaint } from './complaints/complaint.js';
import { read } from './validate.js';

const uuid = '01980000-0000-7000-8000-000000000001';

class Shelf {
  @Id() id!: string;
  @Text({ max: 5, optional: true }) label?: string;
}

class Parcel {
  @Id({ optional: true }) id?: string;
  @Ids({ max: 2, optional: true }) ids?: string[];
  @Text({ max: 3, optional: true }) text?: string;
  @Text({ max: 10, min: 2, optional: true }) longer?: string;
  @Text({ pattern: /^[A-Z]{2}$/, like: 'AB', optional: true }) code?: string;
  @Texts({ max: 3, maxItems: 2, optional: true }) texts?: string[];
  @Int({ max: 10, optional: true }) int?: number;
  @Int({ min: -9, max: 9, optional: true }) floor?: number;
  @Decimal({ max: 1000, optional: true }) decimal?: number;
  @Decimal({ places: 4, optional: true }) exact?: number;
  @Fen({ optional: true }) priceFen?: number;
  @Fen({ min: -100, optional: true }) changeFen?: number;
  @Instant({ optional: true }) at?: string;
  @Day({ optional: true }) on?: string;
  @Bool({ optional: true }) bool?: boolean;
  @OneOf(['SMALL', 'LARGE'], { optional: true }) size?: string;
  @ManyOf(['SMALL', 'LARGE'], { optional: true }) sizes?: string[];
  @Part(() => Shelf, { optional: true }) shelf?: Shelf;
  @Parts(() => Shelf, { max: 2, optional: true }) shelves?: Shelf[];
}

const flawsOf = (message: MessageClass, plain: unknown) => {
  const result = read(message, plain);
  return 'flaws' in result ? result.flaws : [];
};
const paths = (plain: unknown, message: MessageClass = Parcel) => [
  ...new Set(flawsOf(message, plain).map(({ field }) => field)),
];
const accepts = (field: string, value: unknown) => paths({ [field]: value }).length === 0;
const parsed = (json: string) => JSON.parse(json) as unknown;

describe('a field', () => {
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['id', [uuid, uuid.toUpperCase()], ['', 'x', `${uuid} `, `${uuid}\n`, `{${uuid}}`, 7, {}, [uuid]]],
    ['ids', [[], [uuid], [uuid, uuid]], [[uuid, uuid, uuid], [''], [null], uuid, { 0: uuid, length: 1 }, [[uuid]]]],
    [
      'text',
      ['', 'abc', '客户名', '😀😀😀'],
      ['abcd', '😀😀😀😀', 'a\ufe0fb\ufe0f', 7, true, ['a'], {}, { length: 1 }],
    ],
    ['text', ['a\ud83d\ude00'], ['a\0', '\ud800', 'a\udc00', '\ude00\ud83d']],
    ['longer', ['ab'], ['', 'a', '   ', '\u3000\u3000', '\t\n']],
    ['code', ['AB'], ['', 'ab', 'ABC', 'AB\n', ['AB']]],
    [
      'texts',
      [[], ['a', 'b']],
      [['a', 'b', 'c'], ['abcd'], [''], [' '], ['\0'], [null], [1], 'a', { 0: 'a' }, [['a']]],
    ],
    ['int', [0, 10, 1e1, -0], [-1, 11, 1.5, '1', true, [1], {}]],
    ['floor', [-9, 9], [-10, 10]],
    ['decimal', [0, 0.1, 0.29, 999.99, 1000], [0.001, 1e-7, 5e-324, 1000.01, -0.01, '1.5', 1e300]],
    ['exact', [1.0001, 0.0001], [1.00001, 1e-5]],
    ['priceFen', [0, 1, 100_000_000_000_000], [-1, 0.5, 100_000_000_000_001, 2 ** 53, 1e300, '100', '1']],
    ['changeFen', [-100, 0], [-101]],
    [
      'at',
      ['2026-05-01T09:30:00+08:00', '2026-05-01T09:30Z', '2026-05-01T09:30:00.123456Z', '2024-02-29T00:00:00-12:00'],
      [
        '2026-05-01T09:30:00',
        '2026-05-01',
        '2026-05-01 09:30:00Z',
        '2026-02-30T00:00:00Z',
        '2026-05-01T25:00:00Z',
        '2026-05-01T09:60:00Z',
        '2026-05-01T09:30:00+15:00',
        '2026-05-01T09:30:00+99:99',
        '2026-05-01T09:30:00+08:60',
        '1899-12-31T00:00:00Z',
        '2200-01-01T00:00:00Z',
        '2026-05-01T09:30:00Z\n',
        1_777_599_000_000,
        ['2026-05-01T09:30Z'],
      ],
    ],
    [
      'on',
      ['2026-05-01', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'],
      [
        '2026-02-30',
        '2026-02-29',
        '2100-02-29',
        '2026-13-01',
        '2026-00-10',
        '2026-5-1',
        '1899-12-31',
        '2200-01-01',
        '+02026-05-01',
        '2026-05-01T00:00:00Z',
        ' 2026-05-01',
        20260501,
      ],
    ],
    ['bool', [true, false], ['true', 0, 1, '', [], {}]],
    ['size', ['SMALL'], ['small', '', 'MEDIUM', ['SMALL'], 0, { toString: 'SMALL' }]],
    ['sizes', [[], ['SMALL', 'LARGE']], [['SMALL', 'SMALL', 'SMALL'], ['MEDIUM'], [null], 'SMALL', [['SMALL']]]],
    ['shelf', [{ id: uuid }], [{}, [], [{ id: uuid }], 'x', 7, true, { id: uuid, label: '123456' }]],
    [
      'shelves',
      [[], [{ id: uuid }]],
      [
        {},
        { id: uuid },
        { 0: { id: uuid }, length: 1 },
        [[]],
        [[{ id: uuid }]],
        [null],
        ['x'],
        [{}],
        'x',
        [{ id: uuid }, { id: uuid }, { id: uuid }],
      ],
    ],
  ])('%s takes what fits and refuses what does not', (field, good, bad) => {
    expect(good.filter((value) => !accepts(field, value))).toEqual([]);
    expect(bad.filter((value) => accepts(field, value))).toEqual([]);
  });

  it('that may be left out may be missing, undefined or null; one that must be given may not', () => {
    for (const { name } of fieldsOf(Parcel)) {
      expect([name, accepts(name, null), accepts(name, undefined)]).toEqual([name, true, true]);
    }
    for (const plain of [{}, { id: null }, { id: undefined }]) expect(paths(plain, Shelf)).toEqual(['id']);
  });

  it('of a version is a positive number that the database can hold', () => {
    class Step {
      @Version() version!: number;
    }
    const good = [1, 2_147_483_647].map((version) => paths({ version }, Step));
    const bad = [0, -1, 1.5, '1', 2_147_483_648, 1e300, null, undefined].map((version) => paths({ version }, Step));
    expect([good.flat(), bad.every((found) => found[0] === 'version')]).toEqual([[], true]);
  });

  it('of mandatory text is not blank', () => {
    class Remark {
      @Text() remark!: string;
    }
    expect(['', ' ', '\u3000', '\n\t'].filter((remark) => paths({ remark }, Remark).length === 0)).toEqual([]);
  });

  it('of money and of days is exact for any value in its range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (priceFen) => accepts('priceFen', priceFen)),
    );
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (cents) => accepts('decimal', cents / 100)));
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => accepts('on', date.toISOString().slice(0, 10)) && accepts('at', date.toISOString())),
    );
  });

  it('describes itself once, inherited ones first, with what a sender must know', () => {
    class Letter extends Shelf {
      @Texts({ max: 9, pattern: /^\d+$/ }) stamps!: string[];
      @Text({ max: 60, min: 1, optional: true, description: '收件人' }) @Personal('name') receiver?: string;
    }
    expect(fieldsOf(Letter)).toEqual([
      { name: 'id', type: 'id', list: false, optional: false },
      { name: 'label', type: 'text', list: false, optional: true, max: 5 },
      { name: 'stamps', type: 'text', list: true, optional: false, max: 9, min: 1, maxItems: 50, pattern: '^\\d+$' },
      {
        name: 'receiver',
        type: 'text',
        list: false,
        optional: true,
        max: 60,
        min: 1,
        description: '收件人',
        personal: 'name',
      },
    ]);
  });
});

describe('reading a message', () => {
  it('gives an instance of the class, its parts too', () => {
    const result = read(Parcel, { text: 'abc', shelf: { id: uuid }, shelves: [{ id: uuid, label: 'top' }] });
    const value = 'value' in result ? result.value : undefined;
    expect(value).toBeInstanceOf(Parcel);
    expect(value?.shelf).toBeInstanceOf(Shelf);
    expect(value?.shelves?.[0]).toBeInstanceOf(Shelf);
    expect(value).toEqual({ text: 'abc', shelf: { id: uuid }, shelves: [{ id: uuid, label: 'top' }] });
  });

  it('leaves out optional fields that are null, which handlers took for a value and failed on', () => {
    const result = read(Parcel, { text: null, sizes: null, shelves: [{ id: uuid, label: null }], shelf: null });
    expect('value' in result ? result.value : undefined).toStrictEqual(
      Object.assign(new Parcel(), { shelves: [Object.assign(new Shelf(), { id: uuid })] }),
    );
  });

  it.each([[null], [undefined], [[]], [[{}]], ['{}'], [7], [true]])('refuses %j, which is no object', (plain) => {
    expect(flawsOf(Parcel, plain)).toEqual([{ field: '', problem: '提交的内容须为 JSON 对象' }]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['id', 'x', ['须为编号（UUID）']],
    ['ids', [uuid, 'x'], ['每项须为编号（UUID）']],
    ['ids', [uuid, uuid, uuid], ['最多 2 项']],
    ['text', 'abcd', ['不能超过 3 个字']],
    ['text', 5, ['须为文字']],
    ['int', '11', ['须为整数']],
    ['longer', ' ', ['至少 2 个字', '不能为空']],
    ['longer', '\u200b\u2060', ['不能为空']],
    ['code', 'abc', ['格式不正确，请按 AB 的样子填写']],
    ['texts', ['', 'a'], ['每项不能为空']],
    ['int', 11, ['不能大于 10']],
    ['int', 1.5, ['须为整数']],
    ['floor', -10, ['不能小于 -9']],
    ['decimal', 1.234, ['须为数字，最多 2 位小数']],
    ['exact', 1.23456, ['须为数字，最多 4 位小数']],
    ['priceFen', 1.5, ['须为整数（单位：分）']],
    ['at', '2026-05-01', ['须为1900年至2199年间带时区的时间，例如 2026-05-01T09:30:00+08:00']],
    ['on', '2026-02-30', ['须为1900年至2199年间的日期，例如 2026-05-01']],
    ['on', '9999-12-31', ['须为1900年至2199年间的日期，例如 2026-05-01']],
    ['bool', 'yes', ['须为 true 或 false']],
    ['size', 'HUGE', ['须为以下之一：SMALL、LARGE']],
    ['sizes', ['SMALL', 'HUGE'], ['每项须为以下之一：SMALL、LARGE']],
    ['shelf', {}, ['必填，请填写']],
    ['surprise', 1, ['没有这个栏目，请去掉']],
  ])('says what is wrong with %s = %j in the words of those who fill it in', (field, value, problems) => {
    expect(flawsOf(Parcel, { [field]: value }).map(({ problem }) => problem)).toEqual(problems);
  });

  it('names the place of each flaw, however deep', () => {
    const plain = {
      on: '2026-02-30',
      shelf: { id: 'x' },
      shelves: [{ id: uuid }, { id: uuid, label: '123456', size: 1 }],
    };
    expect(paths(plain).sort()).toEqual(['on', 'shelf.id', 'shelves.1.label', 'shelves.1.size']);
    expect(paths({ shelf: {} })).toEqual(['shelf.id']);
  });

  it.each([
    ['{"surprise":1}', 'surprise'],
    ['{"__proto__":{"text":"abc"}}', '__proto__'],
    ['{"constructor":{"prototype":{"text":"abc"}}}', 'constructor'],
    ['{"hasOwnProperty":1}', 'hasOwnProperty'],
    ['{"toString":"abc"}', 'toString'],
    ['{"":1}', ''],
    ['{"shelf":{"id":"01980000-0000-7000-8000-000000000001","__proto__":{}}}', 'shelf.__proto__'],
    ['{"shelves":[{"id":"01980000-0000-7000-8000-000000000001","isPrototypeOf":1}]}', 'shelves.0.isPrototypeOf'],
  ])('refuses the unknown field in %s', (json, field) => {
    expect(paths(parsed(json))).toEqual([field]);
    expect(({} as Record<string, unknown>).text).toBeUndefined();
  });

  it.each(['text', 'texts', 'id', 'at', 'shelf', 'shelves', 'bool', 'surprise'])(
    'refuses a depth of 100,000 lists or objects in %s without harm',
    (field) => {
      const lists = `{"${field}":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      const objects = `{"${field}":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
      expect(paths(parsed(lists))[0]).toContain(field);
      expect(paths(parsed(objects))[0]).toContain(field);
    },
  );

  it('refuses a text of megabytes in no time', () => {
    const began = performance.now();
    expect(paths({ text: ' '.repeat(4_000_000), code: 'A'.repeat(4_000_000), at: '2'.repeat(4_000_000) })).toEqual([
      'text',
      'code',
      'at',
    ]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('tells at most 100 flaws and shortens names that nobody can read', () => {
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`field${index}`, index]));
    expect(flawsOf(Parcel, many)).toHaveLength(100);
    expect(flawsOf(Parcel, { ['x'.repeat(100_000)]: 1 })[0]?.field).toHaveLength(100);
  });

  it('answers whatever it is given with a value or with flaws, never with an error', () => {
    const names = fieldsOf(Parcel).map(({ name }) => name);
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(uuid, 'abc', '2026-05-01', 5, [uuid], [{ id: uuid }]));
    const bodies = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), values, { maxKeys: 6 });
    fc.assert(
      fc.property(bodies, (body) => {
        const result = read(Parcel, body);
        if ('flaws' in result) return result.flaws.length > 0;
        const given = Object.entries(body).filter(([, value]) => value !== null);
        expect({ ...result.value }).toEqual(Object.fromEntries(given));
        return result.value instanceof Parcel;
      }),
      { numRuns: 500 },
    );
  });

  it('names each missing and each senseless field of every published message', () => {
    for (const message of [...commands, ...queries, ...events]) {
      const nonsense = Object.fromEntries(fieldsOf(message).map(({ name }) => [name, { nonsense: [] }]));
      const mandatory = fieldsOf(message).filter(({ optional }) => !optional);
      expect([message.subject, paths({}, message).sort()]).toEqual([
        message.subject,
        mandatory.map(({ name }) => name).sort(),
      ]);
      expect([message.subject, paths(nonsense, message).length >= fieldsOf(message).length]).toEqual([
        message.subject,
        true,
      ]);
    }
  });

  it('of a complaint keeps its order of checks: unknown fields first, then field by field', () => {
    const body = { surprise: 1, projectId: '', channel: 'PIGEON', dueOn: '2026-02-30' };
    expect(paths(body, RegisterComplaint).slice(0, 3)).toEqual(['surprise', 'projectId', 'channel']);
  });
});
