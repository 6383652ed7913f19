import { describe, expect, test } from '@jest/globals';
import { figureKinds, figureSections, salesChannels } from '@linli/contracts';
import { partsWithin, periodOf } from '../report-duty/period.js';
import { sharesOf } from './figures.js';
import { figureWords } from './figure-words.js';
import { figureSheets } from './sections.js';

describe('Figures', () => {
  test('shares sum to the whole, whatever is rounded', () => {
    for (const values of [[1, 1, 1], [0, 7, 3, 1], [1], [999_999, 1], [3, 3, 3, 3, 3, 3, 3]]) {
      expect(sharesOf(values).reduce((sum, share) => sum + share, 0)).toBe(10_000);
    }
    expect(sharesOf([1, 1, 1])).toEqual([3334, 3333, 3333]);
    expect(sharesOf([0, 0])).toEqual([0, 0]);
    expect(sharesOf([])).toEqual([]);
  });

  test('every section stands in a report or an analysis, and every channel has its Chinese name', () => {
    const used = new Set(figureKinds.flatMap((kind) => figureSheets[kind].sections));
    expect(figureSections.filter((section) => !used.has(section))).toEqual([]);
    expect(salesChannels.filter((channel) => !(channel in figureWords))).toEqual([]);
  });

  test('a week runs from Monday to Sunday, a month to its last day, and a week belongs to the month in which it ends', () => {
    expect(periodOf('DAILY_SALES', '2026-11-30')).toEqual({ from: '2026-11-30', to: '2026-11-30' });
    expect(periodOf('WEEKLY_STATISTICS', '2026-11-30')).toEqual({ from: '2026-11-30', to: '2026-12-06' });
    expect(periodOf('WEEKLY_STATISTICS', '2026-12-06')).toEqual({ from: '2026-11-30', to: '2026-12-06' });
    expect(periodOf('MONTHLY_SALES', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(partsWithin('WEEKLY_STATISTICS', { from: '2026-11-30', to: '2026-12-06' })).toHaveLength(7);
    expect(partsWithin('MONTHLY_SALES', { from: '2026-11-01', to: '2026-11-30' })).toEqual([
      ...['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'],
    ]);
    expect(partsWithin('DAILY_SALES', { from: '2026-11-30', to: '2026-11-30' })).toEqual([]);
  });
});
