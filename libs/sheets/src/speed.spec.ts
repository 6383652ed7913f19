import { beforeAll, describe, expect, it } from '@jest/globals';
import { errorSheet } from './error-sheet.js';
import { readSheet } from './read-sheet.js';
import { paymentSheet } from './test/forms.js';
import { workbook } from './test/workbook.js';

const ROWS = 20_000;
/** Far above what it takes, so that a busy machine does not fail it; a quadratic step would. */
const ENOUGH_MS = 10_000;

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

describe('the largest sheet', () => {
  let bytes: Uint8Array;

  beforeAll(async () => {
    const rows = Array.from({ length: ROWS }, (_, i) => [
      i + 1,
      `${(i % 40) + 1}#`,
      String(10_000 + i),
      i % 3 === 0 ? `¥${i + 1},000.00` : i + 0.5,
      i % 2 === 0 ? '2026.5.20' : '待定',
    ]);
    bytes = await workbook({ rows: [['序号', '楼栋', '房号', '金额', '日期'], ...rows] });
  }, 60_000);

  it('is read in seconds', async () => {
    expect(await took(() => readSheet(bytes, paymentSheet))).toBeLessThan(ENOUGH_MS);
  });

  it('of nothing but errors comes back in seconds', async () => {
    const reading = await readSheet(bytes, { ...paymentSheet, check: () => [{ field: 'paidFen', reason: '请核对' }] });
    expect(reading.bad.length).toBeGreaterThanOrEqual(ROWS);
    expect(await took(() => errorSheet(reading))).toBeLessThan(ENOUGH_MS);
  });
});
