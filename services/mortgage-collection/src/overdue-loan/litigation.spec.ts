import { describe, expect, test } from '@jest/globals';
import { overLimitFrom, triggersOn } from './litigation.js';

const limits = { monthsLimit: 6, amountLimitFen: 2_000_000 };
const little = { overdueSince: '2026-11-19', overdueAmountFen: 100, bankSuggestsLitigation: false };

describe('A reason for litigation', () => {
  test('is the bank suggesting it, after one day and for one yuan [REQ-197]', () => {
    expect(triggersOn('2026-11-20', { ...little, bankSuggestsLitigation: true }, limits)).toEqual(['BANK_SUGGESTED']);
    expect(triggersOn('2026-11-20', little, limits)).toEqual([]);
  });

  test.each([
    ['2026-01-10', '2026-07-10', []],
    ['2026-01-10', '2026-07-11', ['OVER_SIX_MONTHS']],
    ['2026-08-31', '2027-02-28', []],
    ['2026-08-31', '2027-03-01', ['OVER_SIX_MONTHS']],
  ])('is more than six months: due %s, on %s: %j [REQ-198]', (overdueSince, day, reasons) => {
    expect(triggersOn(day, { ...little, overdueSince }, limits)).toEqual(reasons);
    expect(day >= overLimitFrom(overdueSince, 6)).toBe(reasons.length > 0);
  });

  test.each([
    [2_000_000, []],
    [2_000_001, ['OVER_20000']],
  ])('is more than 20,000 yuan: %d fen: %j [REQ-199]', (overdueAmountFen, reasons) => {
    expect(triggersOn('2026-11-20', { ...little, overdueAmountFen }, limits)).toEqual(reasons);
  });

  test('is any of the three, and all that hold are named [REQ-200]', () => {
    const all = { overdueSince: '2026-01-31', overdueAmountFen: 5_600_050, bankSuggestsLitigation: true };
    expect(triggersOn('2026-11-20', all, limits)).toEqual(['BANK_SUGGESTED', 'OVER_SIX_MONTHS', 'OVER_20000']);
  });
});
