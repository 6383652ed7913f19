import { expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { writeSections } from './write-sections.js';

it('a report of sections has its title, period, headers that stay, and a sum under each section that has one', async () => {
  const bytes = await writeSections({
    ...{ title: '销售周报表', date: '2026-11-30', madeBy: '孙主管', about: '2026-11-23 至 2026-11-29' },
    columns: [
      { header: '项目', kind: 'text' },
      { header: '数量', kind: 'integer', summed: true },
      { header: '金额', kind: 'yuan', summed: true },
    ],
    sections: [
      { name: '按楼栋', rows: [['3栋', 2, 199_999_999], ['5栋', 1, 1]], total: true }, // prettier-ignore
      { name: '漏斗', rows: [['来访', 9, undefined]], total: false },
    ],
    notes: [['对策', '=加大老带新']],
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
  const sheet = book.worksheets[0]!;
  const rows = Array.from({ length: 8 }, (_, i) => (sheet.getRow(i + 1).values as unknown[]).slice(1));
  expect(rows[1]?.[0]).toBe('制表日期:2026-11-30    制表人:孙主管    2026-11-23 至 2026-11-29');
  expect(rows.slice(2)).toEqual([
    ['分类', '项目', '数量', '金额(元)'],
    ['按楼栋', '3栋', 2, 1_999_999.99],
    ['按楼栋', '5栋', 1, 0.01],
    ['按楼栋 小计', undefined, { formula: 'SUM(C4:C5)', result: 3 }, { formula: 'SUM(D4:D5)', result: 2_000_000 }],
    ['漏斗', '来访', 9],
    ['对策', '=加大老带新'],
  ]);
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
});
