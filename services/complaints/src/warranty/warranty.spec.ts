import { describe, expect, test } from '@jest/globals';
import { coverage, coveredUntil, type Term } from './warranty.js';

const years = (amount: number): Term => ({ amount, unit: 'YEARS', source: '第四十条' });
const heating: Term = {
  ...{ amount: 2, unit: 'HEATING_SEASONS', source: '第四十条' },
  season: { from: '11-15', until: '03-15' },
};
const cooling: Term = { ...heating, unit: 'COOLING_SEASONS', season: { from: '06-15', until: '09-15' } };

describe('保修期', () => {
  test.each([
    ['2024-03-10', 2, '2026-03-10'],
    ['2024-02-29', 2, '2026-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2025-12-31', 5, '2030-12-31'],
    ['2025-01-31', 50, '2075-01-31'],
  ])('of a unit handed over on %s ends after %i years with %s', (handedOverOn, amount, last) => {
    expect(coveredUntil(handedOverOn, years(amount))).toBe(last);
  });

  test.each([
    ['2024-11-14', '2026-03-15'],
    ['2024-11-15', '2026-03-15'],
    ['2024-11-16', '2027-03-15'],
    ['2025-03-15', '2027-03-15'],
    ['2025-01-01', '2027-03-15'],
  ])('of heating, handed over on %s, ends with the second season that began since: %s', (handedOverOn, last) => {
    expect(coveredUntil(handedOverOn, heating)).toBe(last);
  });

  test.each([
    ['2025-06-14', '2026-09-15'],
    ['2025-06-15', '2026-09-15'],
    ['2025-06-16', '2027-09-15'],
  ])('of cooling, handed over on %s, ends on %s', (handedOverOn, last) => {
    expect(coveredUntil(handedOverOn, cooling)).toBe(last);
  });

  test('covers its last day and not the next one', () => {
    const said = (on: string) => coverage('PIPES', '2024-03-10', years(2), on).coverage;
    expect([said('2024-03-10'), said('2026-03-09'), said('2026-03-10'), said('2026-03-11')]).toEqual([
      'COVERED',
      'COVERED',
      'COVERED',
      'NOT_COVERED',
    ]);
    expect(coverage('PIPES', '2024-03-10', years(2), '2026-03-11')).toEqual({
      ...{ part: 'PIPES', coverage: 'NOT_COVERED', rule: '第四十条' },
      ...{ handedOverOn: '2024-03-10', coveredUntil: '2026-03-10' },
    });
  });

  test('of a season without its days is not guessed', () => {
    const { season: _, ...without } = heating;
    expect(() => coveredUntil('2025-01-01', without)).toThrow('needs the days of its season');
  });
});
