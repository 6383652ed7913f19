import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readSheet } from '@linli/sheets';
import { visitSheet } from './visit-sheet.js';

const sample = (name: string): Buffer => readFileSync(new URL(`../../samples/${name}`, import.meta.url));
const expected = JSON.parse(sample('来电来访客户记录.expected.json').toString('utf8')) as { entries: number };

describe('来电来访客户记录 as the duty staff writes it', () => {
  it('gives every entry of the sample, days without a year in the year of the reader', async () => {
    const { rows, bad } = await readSheet(sample('来电来访客户记录.xlsx'), visitSheet, { year: 2026 });
    expect(bad).toEqual([]);
    expect(rows).toHaveLength(expected.entries);
    expect(rows.every(({ values }) => values.date.startsWith('2026-11-'))).toBe(true);
    expect(rows[0]?.values).toEqual({
      date: '2026-11-03',
      time: '上午',
      kind: '来访',
      customerName: '杨一诺',
      phone: '+8615499852599',
      channel: '户外广告',
      concerns: ['交房时间'],
      host: '查伟',
      intent: 'B',
    });
    expect(rows[3]?.values.concerns).toEqual(['户型', '价格']);
    expect(rows[4]?.values.phone).toBe('15487288856');
  });
});
