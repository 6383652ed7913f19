import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { money, minute, words } from './words.js';
import { print } from './print.js';
import { printedRegister } from './printed-register.js';
import type { Printed } from './printed.js';

/** What a PDF shows, as far as its streams say: pages, fonts and the text of each page by the fonts' own tables. */
function seen(bytes: Uint8Array): { pages: number; fonts: string[]; texts: string[] } {
  const pdf = Buffer.from(bytes).toString('latin1');
  const streams = [...pdf.matchAll(/stream\r?\n([^]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const alphabets = streams.filter((stream) => stream.includes('beginbfrange')).map(alphabetOf);
  const texts = streams
    .filter((stream) => stream.includes(' TJ'))
    .map((stream) => {
      const glyphs = [...stream.matchAll(/<([\da-f]+)>/gi)].flatMap(([, run = '']) => run.match(/.{4}/g) ?? []);
      // Which font a run is of is not looked up: the text is read once with each.
      return alphabets.map((letters) => glyphs.map((glyph) => letters.get(glyph) ?? '').join('')).join('\n');
    });
  return {
    pages: [...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length,
    fonts: [...new Set([...pdf.matchAll(/\/BaseFont \/\w+\+([\w-]+)/g)].map(([, name = '']) => name))].sort(),
    texts,
  };
}

/** Glyph → text, as the font's table in the document says. */
function alphabetOf(cmap: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const [, from = '0', , list = ''] of cmap.matchAll(/<([\da-f]+)> <([\da-f]+)> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([\da-f]*)>/gi)].forEach(([, code = ''], i) => {
      const text = code.match(/.{4}/g)?.map((unit) => String.fromCharCode(parseInt(unit, 16))) ?? [];
      letters.set((parseInt(from, 16) + i).toString(16).padStart(4, '0'), text.join(''));
    });
  }
  return letters;
}

const long: Printed = {
  title: '客户投诉登记表',
  number: 'TS-2026-000123',
  watermark: '副本',
  parts: [
    {
      fields: [
        ['客户姓名', '王*'],
        ['金额', money(1_999_999)],
        ['备注', undefined],
      ],
    },
    { label: '投诉内容', text: '卫生间渗水。'.repeat(60), lines: 3 },
    { heading: '磋商记录' },
    {
      headers: ['时间', '磋商内容'],
      rows: Array.from({ length: 80 }, (_, i) => [`第${i}次`, '提出维修方案']),
      total: ['合计', '80'],
    },
    { words: '以上属实。', small: true },
    { signatures: ['客户', '主管经理'] },
  ],
};

describe('a printed form', () => {
  it('has its number and pages on each page, headers again on each, the watermark, and only the letters it uses', async () => {
    const bytes = await print(long);
    const { pages, fonts, texts } = seen(bytes);
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(fonts).toEqual(['NotoSansSC-Bold', 'NotoSansSC-Regular']);
    const page = texts.filter((text) => text.length > 0);
    expect(page).toHaveLength(pages);
    page.forEach((text, i) => {
      expect(text).toContain('编号:TS-2026-000123');
      expect(text).toContain(`第 ${i + 1} 页 共 ${pages} 页`);
      expect(text).toContain('副本');
    });
    expect(page.slice(0, pages - 1).every((text) => text.includes('磋商内容'))).toBe(true);
    expect(page[0]).toContain('¥19,999.99(大写:人民币壹万玖仟玖佰玖拾玖元玖角玖分)');
    expect(page.at(-1)).toContain('主管经理');
    // The two fonts in full are twenty megabytes.
    expect(bytes.length).toBeLessThan(200_000);
  });

  it('may be nearly empty, and two may be printed at once', async () => {
    const [one, two] = await Promise.all([
      print({ title: '空表', parts: [] }),
      print({ title: '房位确认单', parts: [] }),
    ]);
    expect([seen(one).pages, seen(two).pages]).toEqual([1, 1]);
    expect(seen(two).texts.join()).toContain('房位确认单');
  });

  it('keeps a word without end inside its cell', async () => {
    const bytes = await print({ title: '长词', parts: [{ fields: [['备注', 'x'.repeat(4_000)]] }] });
    expect(seen(bytes).pages).toBeLessThan(4);
  });
});

describe('a printed register', () => {
  it('is a table with its date, maker and totals, across when it is wide', async () => {
    const columns = [
      { header: '编号', kind: 'text' as const, value: ({ no }: { no: string; fen: number }) => no },
      { header: '金额', kind: 'yuan' as const, value: ({ fen }: { no: string; fen: number }) => fen },
    ];
    const batches = async function* () {
      yield [{ no: 'a', fen: 123_456_789 }];
      yield [{ no: 'b', fen: 11 }];
    };
    const head = { title: '交款表', date: '2026-11-25', madeBy: '罗桂英', totals: ['金额'] };
    const printed = await printedRegister({ ...head, columns }, batches());
    expect(printed).toMatchObject({
      lines: ['制表日期:2026-11-25    制表人:罗桂英    共 2 行'],
      landscape: false,
      parts: [
        {
          headers: ['编号', '金额(元)'],
          rows: [
            ['a', '1,234,567.89'],
            ['b', '0.11'],
          ],
          right: [1],
          total: ['合计', '1,234,568.00'],
        },
      ],
    });
    const wide = await printedRegister({ ...head, columns: Array.from({ length: 7 }, () => columns[0]!) }, batches());
    expect(wide.landscape).toBe(true);
  });
});

describe('words on a form', () => {
  it('are of Shanghai and of the trade', () => {
    expect(minute('2026-11-25T16:30:00.000Z')).toBe('2026-11-26 00:30');
    expect([minute(undefined), money(null), words({ A: '甲' }, undefined)]).toEqual([undefined, undefined, undefined]);
    expect([words({ A: '甲' }, 'A'), words({ A: '甲' }, 'B')]).toEqual(['甲', 'B']);
  });
});
