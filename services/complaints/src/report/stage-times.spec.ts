import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { daysBetween, plusDays } from '@linli/kernel';
import { partsOf } from './stage-times.js';

const days = (parts: readonly { from: string; until: string }[]) =>
  parts.flatMap(({ from, until }) => Array.from({ length: daysBetween(from, until) + 1 }, (_, n) => plusDays(from, n)));

describe('A period of a report', () => {
  test('is made of whole months and thirds and at most five days at each end, each of its days once [REQ-169]', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(365), (begin, length) => {
        const from = plusDays('2023-12-25', begin);
        const to = plusDays(from, length);
        const { counted, added, taken } = partsOf(from, to, '2030-01-01');
        const times = new Map<string, number>();
        for (const day of [...days(counted), ...days(added)]) times.set(day, (times.get(day) ?? 0) + 1);
        for (const day of days(taken)) times.set(day, (times.get(day) ?? 0) - 1);
        const inside = days([{ from, until: to }]);
        expect(inside.filter((day) => times.get(day) !== 1)).toEqual([]);
        expect([...times.values()].filter((many) => many !== 0)).toHaveLength(inside.length);
        expect(days(added).length + days(taken).length).toBeLessThanOrEqual(length < 10 ? 11 : 10);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a year that ends today is twelve months and this one', '2025-12-01', '2026-12-01', '2026-12-01', 13, 0],
    ['from the fifth four days are taken from a third', '2026-11-05', '2026-11-30', '2026-12-15', 3, 4],
    ['from the eighth three days are added', '2026-11-08', '2026-11-30', '2026-12-15', 2, 3],
    ['one day is one day', '2026-11-08', '2026-11-08', '2026-12-15', 0, 1],
  ])('%s', (_title, from, to, today, counted, atEnds) => {
    const parts = partsOf(from, to, today);
    expect(parts.counted).toHaveLength(counted);
    expect(days(parts.added).length + days(parts.taken).length).toBe(atEnds);
  });
});
