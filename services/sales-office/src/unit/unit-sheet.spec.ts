import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
