import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { errorSheet } from './error-sheet.js';
import { readSheet } from './read-sheet.js';
import { paymentSheet, type Payment } from './test/forms.js';
import { workbook } from './test/workbook.js';
import { writeSheet, type RegisterSheet } from './write-sheet.js';

const open = async (bytes: Uint8Array): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
  return book.worksheets[0]!;
};

const payments: RegisterSheet<Payment> = {
  title: '滨江壹号交款表',
  date: '2026-11-07',
  madeBy: '罗桂英',
  columns: [
    { header: '楼栋', kind: 'text', value: ({ building }) => `${building}栋` },
    { header: '房号', kind: 'text', value: ({ room }) => room },
    { header: '金额', kind: 'yuan', value: ({ paidFen }) => paidFen },
    { header: '日期', kind: 'day', value: ({ paidOn }) => paidOn },
    { header: '备注', kind: 'text', value: ({ remark }) => remark },
  ],
  rows: [
    { building: '1', room: '101', paidFen: 1999999, paidOn: '2026-05-20', remark: '=HYPERLINK("x")' },
    { building: '1', room: '0102', paidFen: 1, remark: '+86 154 @-' },
  ],
  totals: ['金额'],
};

describe('a register that we write', () => {
  it('looks as offices know it: title, date and maker, headers that stay, formats, totals', async () => {
    const sheet = await open(await writeSheet(payments));
    expect(sheet.getCell('A1').value).toBe('滨江壹号交款表');
    expect(sheet.model.merges).toEqual(['A1:E1', 'A2:E2']);
    expect(sheet.getCell('A2').value).toBe('制表日期:2026-11-07    制表人:罗桂英');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect(sheet.getCell('C3').value).toBe('金额(元)');
    expect([sheet.getCell('C4').value, sheet.getCell('C4').numFmt]).toEqual([19999.99, '#,##0.00']);
    expect([sheet.getCell('B5').value, sheet.getCell('B5').numFmt]).toEqual(['0102', '@']);
    expect([sheet.getCell('A6').value, sheet.getCell('C6').value]).toEqual([
      '合计',
      { formula: 'SUM(C4:C5)', result: 20000 },
    ]);
  });

  it('keeps what people wrote a text, also when it begins like a formula', async () => {
    const sheet = await open(await writeSheet(payments));
    for (const [address, text] of [
      ['E4', '=HYPERLINK("x")'],
      ['E5', '+86 154 @-'],
    ] as const) {
      expect([sheet.getCell(address).type, sheet.getCell(address).value]).toEqual([ExcelJS.ValueType.String, text]);
      expect(sheet.getCell(address).numFmt).toBe('@');
    }
  });

  it('is read back without a loss', async () => {
    const { rows, bad } = await readSheet(await writeSheet(payments), paymentSheet);
    expect(rows.map(({ values }) => values)).toEqual(payments.rows);
    expect(bad).toEqual([]);
  });

  it('may be empty', async () => {
    const { rows } = await readSheet(await writeSheet({ ...payments, rows: [] }), paymentSheet);
    expect(rows).toEqual([]);
  });
});

describe('an error sheet', () => {
  const sent = workbook({
    rows: [
      ['交款表'],
      ['截止日期:2026.11.20'],
      ['序号', '楼栋', '房号', '金额(万元)', '日期', '备注'],
      [1, '1#', '101', 5],
      [2, null, '102', '待定', '昨天', '=1+1'],
      [3, null, '103', { formula: 'D4' }],
    ],
    merges: ['B4:B6'],
  });

  it('holds the bad rows as they were sent, with their row numbers and reasons', async () => {
    const sheet = await open(await errorSheet(await readSheet(await sent, paymentSheet)));
    const shown = [1, 2, 3, 4, 5, 6].map((row) =>
      Array.from(sheet.getRow(row).values as unknown[], (value) => value ?? null).slice(1),
    );
    expect(shown).toEqual([
      Array(8).fill('交款表'),
      Array(8).fill('截止日期:2026.11.20'),
      ['序号', '楼栋', '房号', '金额(万元)', '日期', '备注', '行号', '错误原因'],
      [2, '1#', '102', '待定', '昨天', '=1+1', 5, expect.stringMatching(/^金额：.*；日期：/)],
      [3, '1#', '103', null, null, null, 6, expect.stringContaining('公式没有计算结果')],
      [],
    ]);
    expect(sheet.getCell('F4').type).toBe(ExcelJS.ValueType.String);
  });

  it('is the form again once a clerk has mended it, and its own columns do not pile up', async () => {
    const first = await readSheet(await sent, paymentSheet);
    const book = new ExcelJS.Workbook();
    const bytes = await errorSheet(first);
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
    const sheet = book.worksheets[0]!;
    sheet.getCell('D4').value = 6;
    sheet.getCell('E4').value = '2026/5/20';
    const second = await readSheet(new Uint8Array(await book.xlsx.writeBuffer()), paymentSheet);
    expect(second.rows.map(({ values }) => values)).toEqual([
      { building: '1', room: '102', paidFen: 6000000, paidOn: '2026-05-20', remark: '=1+1' },
    ]);
    expect(second.bad.map(({ field }) => field)).toEqual(['金额']);
    expect(second.headers).toEqual(first.headers);
    expect(second.heading).toEqual(first.heading);
  });
});
