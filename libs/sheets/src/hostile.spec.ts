import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '@linli/kernel';
import { readSheet } from './read-sheet.js';
import { paymentSheet } from './test/forms.js';
import { handMade, workbook, zip } from './test/workbook.js';

const HEADERS = ['楼栋', '房号', '金额'];
const MEBIBYTE = 1024 * 1024;

const outcome = async (bytes: Uint8Array): Promise<unknown> => {
  try {
    return (await readSheet(bytes, paymentSheet)).rows.length;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.kind, error.code];
  }
};

const row = (number: number, ...texts: string[]): string =>
  `<row r="${number}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const sheet = (rows: string, rest = ''): string => `<worksheet><sheetData>${rows}</sheetData>${rest}</worksheet>`;
const DATA = row(1, ...HEADERS) + row(2, '1#', '101', '5');

describe('what is no sheet is refused by its content', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('楼栋,房号,金额')],
    ['a web page named .xls', Buffer.from('<html><table></table></html>')],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a zip of something else', zip([{ path: 'a.txt', content: 'a' }])],
    [
      'a Word document',
      zip([
        { path: '[Content_Types].xml', content: '<Types/>' },
        { path: 'word/document.xml', content: '<w/>' },
      ]),
    ],
    [
      'a binary workbook',
      zip([
        { path: '[Content_Types].xml', content: '<Types/>' },
        { path: 'xl/workbook.bin', content: 'x' },
      ]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await outcome(bytes)).toEqual(['unsupported-type', 'sheet.not-xlsx']);
  });

  it('an old .xls and a workbook with a password, each with its way out', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await outcome(ole)).toEqual(['unsupported-type', 'sheet.old-format']);
    expect(await outcome(locked)).toEqual(['unsupported-type', 'sheet.encrypted']);
    await expect(readSheet(ole, paymentSheet)).rejects.toThrow('另存为 .xlsx');
  });
});

describe('a sheet without the headers of the form', () => {
  it('is refused with the names of those that are missing', async () => {
    const bytes = await workbook({ name: '十一月', rows: [['说明'], ['楼栋', '单价'], ['1#', 5]] });
    await expect(readSheet(bytes, paymentSheet)).rejects.toThrow('工作表“十一月”缺少 房号、金额 列');
    expect(await outcome(bytes)).toEqual(['invalid', 'sheet.header-missing']);
  });

  it('is refused when it is empty', async () => {
    expect(await outcome(await workbook({ rows: [] }))).toEqual(['invalid', 'sheet.header-missing']);
  });
});

describe('a hostile file costs nothing', () => {
  it('is not inflated when its directory promises more than 100 MB', async () => {
    const bytes = zip([...handMade(sheet(DATA)), { path: 'xl/media/a.bin', content: 'a', claimed: 101 * MEBIBYTE }]);
    expect(await outcome(bytes)).toEqual(['too-large', 'sheet.too-large']);
  });

  it('is refused when it packs absurdly well', async () => {
    const bytes = zip([...handMade(sheet(DATA)), { path: 'xl/media/a.bin', content: Buffer.alloc(20 * MEBIBYTE) }]);
    expect(bytes.length).toBeLessThan(MEBIBYTE);
    expect(await outcome(bytes)).toEqual(['too-large', 'sheet.too-large']);
  });

  it('is inflated no further than its directory promised', async () => {
    const parts = handMade(sheet(DATA) + ' '.repeat(30 * MEBIBYTE));
    const lying = parts.map((part) => (part.path.endsWith('sheet1.xml') ? { ...part, claimed: 1000 } : part));
    expect(await outcome(zip(lying))).toEqual(['too-large', 'sheet.too-large']);
  });

  it('is refused when a part is shorter than promised', async () => {
    const lying = handMade(sheet(DATA)).map((part) => ({ ...part, claimed: 100_000 }));
    expect(await outcome(zip(lying))).toEqual(['invalid', 'sheet.broken']);
  });

  it('is refused when more than 20,000 rows hold data', async () => {
    const rows = (count: number): string =>
      Array.from({ length: count }, (_, i) => row(i + 2, '1#', String(10_101 + i), '5')).join('');
    expect(await outcome(zip(handMade(sheet(row(1, ...HEADERS) + rows(20_000)))))).toBe(20_000);
    for (const count of [20_001, 30_000]) {
      expect(await outcome(zip(handMade(sheet(row(1, ...HEADERS) + rows(count)))))).toEqual([
        'too-large',
        'sheet.too-many-rows',
      ]);
    }
  });

  it('cannot expand entities', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheet(DATA)}`;
    expect(await outcome(zip(handMade(bomb)))).toEqual(['invalid', 'sheet.broken']);
  });

  it('may merge or validate whole sheets: areas without rows are not walked', async () => {
    const whole =
      '<mergeCells><mergeCell ref="D3:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>';
    expect(await outcome(zip(handMade(sheet(DATA, whole))))).toBe(1);
    const piled = `<mergeCells>${'<mergeCell ref="A1:IV2"/>'.repeat(20_000)}</mergeCells>`;
    expect(await outcome(zip(handMade(sheet(DATA, piled))))).toEqual(['invalid', 'sheet.broken']);
  });

  it('may lie about its size in <dimension> and stand far right', async () => {
    const far = `<dimension ref="A1:XFD1048576"/>`;
    const rows = `${row(1, ...HEADERS)}<row r="1000000"><c r="A1000000" t="inlineStr"><is><t>1#</t></is></c><c r="B1000000"><v>101</v></c><c r="C1000000"><v>5</v></c><c r="XFD1000000"><v>1</v></c></row>`;
    expect(await outcome(zip(handMade(`<worksheet>${far}<sheetData>${rows}</sheetData></worksheet>`)))).toBe(1);
  });
});

describe('a damaged file', () => {
  it('is refused when its end is missing', async () => {
    const bytes = await workbook({ rows: [HEADERS, ['1#', '101', 5]] });
    expect(await outcome(bytes.subarray(0, bytes.length - 100))).toEqual(['invalid', 'sheet.broken']);
  });

  it('is refused or read, whatever bytes have changed, and never fails otherwise', async () => {
    const bytes = await workbook({ rows: [HEADERS, ['1#', '101', 5]] });
    const hit = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(hit, { minLength: 1, maxLength: 8 }), async (hits) => {
        const damaged = bytes.slice();
        for (const { at, to } of hits) damaged[at] = to;
        await outcome(damaged);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused or read, whatever its worksheet has become', async () => {
    const xml = sheet(DATA);
    const cut = fc.record({
      at: fc.nat(xml.length),
      length: fc.nat(20),
      put: fc.constantFrom('', '<', '"', '&#0;', '</c>', '<c>', ']]>', '<row r="-1">'),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ at, length, put }) => {
        await outcome(zip(handMade(xml.slice(0, at) + put + xml.slice(at + length))));
      }),
      { numRuns: 300 },
    );
  });
});
