import { describe, expect, it } from '@jest/globals';
import { labelled, readSheet } from './read-sheet.js';
import { paymentSheet, type Payment } from './test/forms.js';
import { workbook, type SheetPlan, type Value } from './test/workbook.js';

const HEADERS = ['楼栋', '房号', '金额', '日期', '备注'];

const read = async (...plans: SheetPlan[]): ReturnType<typeof readSheet<Payment>> =>
  readSheet(await workbook(...plans), paymentSheet, { year: 2026 });

const table = (...rows: Value[][]): SheetPlan => ({ rows: [HEADERS, ...rows] });

const rooms = (reading: { rows: readonly { row: number; values: Payment }[] }): unknown[] =>
  reading.rows.map(({ row, values }) => [row, values.building, values.room, values.paidFen]);

describe('finding the table', () => {
  it('passes over notes, examples and hidden sheets', async () => {
    const reading = await read(
      { name: '填表说明', rows: [['本表由财务填写']] },
      { name: '示例', ...table(['9#', '999', 1]) },
      { name: '旧表', hidden: true, ...table(['8#', '888', 1]) },
      { name: '11月', ...table(['1#', '101', 100]) },
    );
    expect(rooms(reading)).toEqual([[2, '1', '101', 10000]]);
    expect(reading.sheet).toBe('11月');
    expect(reading.otherSheets).toEqual(['示例']);
  });

  it('finds the headers below titles, in any order, with units, brackets, stars and line breaks', async () => {
    const reading = await read({
      rows: [
        ['滨江壹号交款表'],
        ['制表日期:2026年11月7日', null, '制表人:罗桂英'],
        [],
        ['序号', '交款\n(万元)', '*室 号', '楼 号', '经手人'],
        [1, 1.5, '101室', '一号楼', '罗桂英'],
      ],
    });
    expect(rooms(reading)).toEqual([[5, '1', '101', 1500000]]);
    expect(reading.title).toBe('滨江壹号交款表');
    expect(reading.heading).toEqual(['滨江壹号交款表', '制表日期:2026年11月7日    制表人:罗桂英']);
  });

  it('reads headers of two storeys', async () => {
    const reading = await read({
      rows: [
        ['楼栋', '房号', '交款情况', null],
        [null, null, '金额', '日期'],
        ['1#', '101', 5, '11.3'],
      ],
      merges: ['A1:A2', 'B1:B2', 'C1:D1'],
    });
    expect(reading.rows[0]?.values).toEqual({ building: '1', room: '101', paidFen: 500, paidOn: '2026-11-03' });
  });

  it('prefers the name of the form to other names of a column', async () => {
    const reading = await read({
      rows: [
        ['交款', ...HEADERS],
        [7, '1#', '101', 5],
      ],
    });
    expect(reading.rows[0]?.values.paidFen).toBe(500);
  });

  it('takes the unit of amounts from above the table, and no department for a unit', async () => {
    const inWan = { rows: [['单位:万元'], HEADERS, ['1#', '101', 5]] };
    const inFullWidth = { rows: [['收款明细\uff08单位\uff1a万元\uff09'], HEADERS, ['1#', '101', 5]] };
    const byDepartment = { rows: [['填报单位:万元楼分公司'], HEADERS, ['1#', '101', 5]] };
    expect((await read(inWan)).rows[0]?.values.paidFen).toBe(5000000);
    expect((await read(inFullWidth)).rows[0]?.values.paidFen).toBe(5000000);
    expect((await read(byDepartment)).rows[0]?.values.paidFen).toBe(500);
  });
});

describe('the lines above the table', () => {
  it('say things behind a colon, in full width or not', async () => {
    const heading = ['交款表', '制表人\uff1a罗桂英\uff0c截止日期\uff1a2026.11.20\uff1b', '统计日:2026.11.21;'];
    expect(labelled(heading, '截止日期')).toBe('2026.11.20');
    expect(labelled(heading, '统计日')).toBe('2026.11.21');
    const reading = await read({ rows: [['制表人\uff1a罗桂英'], ['交款表'], HEADERS, ['1#', '101', 5]] });
    expect(reading.title).toBe('交款表');
  });
});

describe('reading the rows', () => {
  it('fills a merged building downwards, and only inside the merge', async () => {
    const reading = await read({
      ...table(['1#', '101', 1], [null, '102', 2], [null, '201', 3]),
      merges: ['A2:A3'],
    });
    expect(rooms(reading)).toEqual([
      [2, '1', '101', 100],
      [3, '1', '102', 200],
    ]);
    expect(reading.bad).toEqual([
      { row: 4, field: '楼栋', reason: '楼栋没有填写，请补上', cells: [null, '201', 3, null, null] },
    ]);
  });

  it('passes over blank rows, subtotals, repeated headers, notes and signatures', async () => {
    const reading = await read(
      table(
        ['1#', '101', 1],
        [null, null, null],
        ['小计', null, { formula: 'SUM(C2)', result: 1 }],
        HEADERS,
        ['1#', '102', 2],
        ['1号楼合计:', null, 3],
        [null, '总 计', 3],
        ['注:以上金额以收据为准'],
        ['制表人:罗桂英', null, '审核:周霞'],
        ['以上数据截至昨日下班前'],
      ),
    );
    expect(rooms(reading)).toEqual([
      [2, '1', '101', 100],
      [6, '1', '102', 200],
    ]);
    expect(reading.bad).toEqual([]);
  });

  it('follows headers that are repeated in another order', async () => {
    const reading = await read(table(['1#', '101', 1], ['金额', '房号', '楼栋'], [2, '102', '1#']));
    expect(rooms(reading)).toEqual([
      [2, '1', '101', 100],
      [4, '1', '102', 200],
    ]);
  });

  it('never drops a complete row for its words', async () => {
    const reading = await read(table(['1#', '101', 1, null, '合计'], ['1#', '102', 2, null, '注:已开收据']));
    expect(reading.rows).toHaveLength(2);
  });

  it('reports each bad field of a row with what to do, and keeps the others', async () => {
    const reading = await read(table(['1#', '101', '待定', '昨天'], ['1#', '102', 2]));
    expect(reading.rows).toHaveLength(1);
    expect(reading.bad.map(({ row, field, reason }) => ({ row, field, reason }))).toEqual([
      { row: 2, field: '金额', reason: '“待定”无法识别，请填写金额（数字），例如 1234567.89' },
      { row: 2, field: '日期', reason: '“昨天”无法识别，请填写日期，例如 2026-05-20' },
    ]);
  });

  it('reports a doubled key at its first field and nothing else of that row', async () => {
    const reading = await read(table(['1#', '101', 1], ['1号楼', '１０１', '待定']));
    expect(reading.bad.map(({ row, field, reason }) => [row, field, reason])).toEqual([
      [3, '房号', '1栋101与第2行重复，请只保留一行'],
    ]);
  });

  it('takes one of two columns with the same header where both say the same, and none where they differ', async () => {
    const reading = await read({
      rows: [
        [...HEADERS, '金额'],
        ['1#', '101', 1, null, null, 1],
        ['1#', '102', 2, null, null, 3],
        ['1#', '103', null, null, null, 4],
        ['1#', '104', 5, null, null, '5.00'],
      ],
    });
    expect(rooms(reading)).toEqual([
      [2, '1', '101', 100],
      [5, '1', '104', 500],
    ]);
    expect(reading.bad.map(({ row, field, reason }) => [row, field, reason])).toEqual([
      [3, '金额', '表中有几列“金额”，这一行写得不一样，请只保留一列'],
      [4, '金额', '表中有几列“金额”，这一行写得不一样，请只保留一列'],
    ]);
  });

  it('sees a row that is filled only under the second of two equal headers', async () => {
    const reading = await read({
      rows: [
        [...HEADERS, null, ...HEADERS],
        ['1#', '101', 1, null, null, null, '1#', '101', 1],
        [null, null, null, null, null, null, '2#', '201', 2],
      ],
    });
    expect(rooms(reading)).toEqual([[2, '1', '101', 100]]);
    expect(reading.bad.map(({ row, field }) => [row, field])).toEqual([[3, '房号']]);
  });

  it('takes a dash in an optional column for blank', async () => {
    const reading = await read(table(['1#', '101', 1, '—', '/']));
    expect(reading.rows[0]?.values).toEqual({ building: '1', room: '101', paidFen: 100 });
  });

  it('reads results of formulas, and names a formula without a result or with an error', async () => {
    const reading = await read(
      table(
        ['1#', '101', { formula: '1+1', result: 2 }],
        ['1#', '102', { formula: '1+1' }],
        ['1#', '103', { formula: '1/0', result: { error: '#DIV/0!' } }],
      ),
    );
    expect(rooms(reading)).toEqual([[2, '1', '101', 200]]);
    expect(reading.bad.map(({ row, field, reason }) => [row, field, reason.slice(0, 8)])).toEqual([
      [3, '金额', '公式没有计算结果'],
      [4, '金额', '单元格显示错误 '],
    ]);
  });

  it('reads rich text, dates and dates in Chinese formats', async () => {
    const rich = { richText: [{ text: '10' }, { font: { bold: true }, text: '1' }] };
    const reading = await read({
      ...table(['1#', rich, 1, new Date('2026-05-20T00:00:00Z')], ['1#', '102', 1, 46162]),
      formats: { D3: '[$-804]yyyy"年"m"月"d"日";@' },
    });
    expect(reading.rows.map(({ values }) => [values.room, values.paidOn])).toEqual([
      ['101', '2026-05-20'],
      ['102', '2026-05-20'],
    ]);
  });
});
