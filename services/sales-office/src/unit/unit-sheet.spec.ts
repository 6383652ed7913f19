import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { errorSheet, readSheet, type SheetReading } from '@linli/sheets';
import { unitSheet, type UnitRow } from './unit-sheet.js';

interface Expected {
  good: number;
  bad: { row: number; field: string }[];
  units: [building: number, unit: number, floor: number, room: string, area: number, yuan: number][];
}

const sample = (name: string): Buffer => readFileSync(new URL(`../../samples/${name}`, import.meta.url));
const expected = JSON.parse(sample('房源表.expected.json').toString('utf8')) as Expected;

describe('房源表 as the sales office sends it', () => {
  let reading: SheetReading<UnitRow>;

  beforeAll(async () => {
    reading = await readSheet(sample('房源表.xlsx'), unitSheet);
  });

  it('gives every unit of the sample with its area and price', () => {
    const units = reading.rows.map(({ values: unit }) => [
      Number(unit.building),
      Number(unit.unit),
      unit.floor,
      unit.roomNo,
      unit.areaM2,
      unit.totalPriceFen / 100,
    ]);
    expect(units).toEqual(expected.units);
    expect(units).toHaveLength(expected.good);
  });

  it('reports exactly the bad rows of the sample, each at its field with a reason', () => {
    expect(reading.bad.map(({ row, field }) => ({ row, field }))).toEqual(
      expected.bad.map(({ row, field }) => ({ row, field })),
    );
    expect(reading.bad.every(({ reason }) => reason.length > 4)).toBe(true);
  });

  it('takes its title from above the table', () => {
    expect(reading.title).toBe('滨江壹号房源表');
  });

  it('finds the same errors in its own error sheet', async () => {
    const again = await readSheet(await errorSheet(reading), unitSheet);
    expect(again.rows).toEqual([]);
    expect(again.bad.map(({ field, cells }) => [field, cells])).toEqual(
      reading.bad.map(({ field, cells }) => [field, cells]),
    );
  });
});

/** A table with the columns in another order, under other names; each row overrides a good one. */
const table = async (...overrides: Partial<Record<string, ExcelJS.CellValue>>[]): Promise<SheetReading<UnitRow>> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('销控');
  const headers = [
    '总价(万元)',
    '建面(m²)',
    '房型',
    '室号',
    '所在楼层',
    '单元号',
    '楼号',
    '套内建筑面积',
    '单价',
    '备注',
  ];
  sheet.addRow(['某某花园一期房源销控表']);
  sheet.addRow(headers);
  overrides.forEach((override, n) => {
    const good: typeof override = {
      '总价(万元)': 311.614,
      '建面(m²)': 138.28,
      房型: '三室两厅两卫',
      室号: `${n + 1}01`,
      所在楼层: `${n + 1}层`,
      单元号: '一单元',
      楼号: 'A座',
    };
    sheet.addRow(headers.map((header) => (header in override ? override[header] : good[header]) ?? null));
  });
  return readSheet(new Uint8Array(await book.xlsx.writeBuffer()), unitSheet);
};

const badFields = ({ bad }: SheetReading<UnitRow>): [number, string][] => bad.map(({ row, field }) => [row, field]);

describe('房源表 in other hands', () => {
  it('is read in another order of columns, under other names and units', async () => {
    const { rows, bad } = await table({});
    expect(bad).toEqual([]);
    expect(rows[0]?.values).toEqual({
      building: 'A',
      unit: '1',
      floor: 1,
      roomNo: '101',
      layout: '三室两厅两卫',
      areaM2: 138.28,
      totalPriceFen: 311614000,
    });
  });

  it('refuses prices that are none', async () => {
    const prices = [
      '待定',
      '面议',
      0,
      -5,
      '',
      '-',
      0.03,
      { formula: 'B3*2' },
      { formula: 'B3/0', result: { error: '#DIV/0!' } },
    ];
    const reading = await table(...prices.map((price) => ({ '总价(万元)': price as ExcelJS.CellValue })));
    expect(badFields(reading)).toEqual(prices.map((_, n) => [n + 3, '总价']));
  });

  it('refuses areas that no unit has', async () => {
    const areas = [0, -90, '约90', '', 13828, 1.3828, '待测'];
    const reading = await table(...areas.map((area) => ({ '建面(m²)': area })));
    expect(badFields(reading)).toEqual(areas.map((_, n) => [n + 3, '建筑面积']));
  });

  it('refuses an inside area above the area', async () => {
    expect(badFields(await table({ 套内建筑面积: 138.29 }, { 套内建筑面积: 138.28 }))).toEqual([[3, '套内面积']]);
  });

  it('refuses rooms that are missing, unreadable or of another floor', async () => {
    const rooms = ['', '待定', '3室2厅', '909', 1401];
    const reading = await table(...rooms.map((room) => ({ 室号: room })));
    expect(badFields(reading)).toEqual(rooms.map((_, n) => [n + 3, '房号']));
  });

  it('takes rooms that do not name their floor', async () => {
    const rooms = [
      { 室号: '1' },
      { 室号: '12A01', 所在楼层: 13 },
      { 室号: '商铺3', 所在楼层: 1 },
      { 室号: '301', 所在楼层: -1 },
      { 室号: '11001', 所在楼层: 10 },
      { 室号: 1001, 所在楼层: '10F' },
      { 室号: '0201', 所在楼层: '2楼' },
    ];
    expect((await table(...rooms)).bad).toEqual([]);
  });

  it('refuses a unit that stands in the sheet twice, and only the second time', async () => {
    const reading = await table(
      {},
      { 室号: '１０１室', 所在楼层: 1, 楼号: 'a栋' },
      { 室号: '101', 所在楼层: 1, 楼号: 'B座' },
    );
    expect(badFields(reading)).toEqual([[4, '房号']]);
    expect(reading.bad[0]?.reason).toBe('A栋1单元101与第3行重复，请只保留一行');
  });

  it('does not count a row against the unit it wrongly names', async () => {
    expect(badFields(await table({ 室号: '201' }, { 室号: '201' }))).toEqual([[3, '房号']]);
  });

  it('reports a row that slipped by one column once, at its room', async () => {
    const slipped = { '建面(m²)': null, 房型: 138.28, 室号: '三室两厅两卫', 所在楼层: '101', 单元号: 1, 楼号: '1单元' };
    expect(badFields(await table(slipped))).toEqual([[3, '房号']]);
  });

  it('takes a blank layout, and 待定 where a figure may be missing', async () => {
    const { rows } = await table({ 房型: null, 单价: '待定', 套内建筑面积: '/' });
    expect(rows[0]?.values).toMatchObject({ layout: '', roomNo: '101' });
  });
});
