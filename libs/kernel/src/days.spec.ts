import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import {
  dayOf,
  daysBetween,
  endOfDay,
  isDay,
  monthOf,
  moreThanMonthsAfter,
  plusDays,
  plusMonths,
  startOfDay,
  weekOf,
} from './days.js';

const days = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a business day', () => {
  it.each([
    ['2026-11-21T15:59:59.999Z', '2026-11-21'],
    ['2026-11-21T16:00:00.000Z', '2026-11-22'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
  ])('at %s is %s in Shanghai', (instant, day) => {
    expect(dayOf(new Date(instant))).toBe(day);
  });

  it('begins at midnight in Shanghai and ends a millisecond before the next', () => {
    expect(startOfDay('2026-11-22').toISOString()).toBe('2026-11-21T16:00:00.000Z');
    expect(endOfDay('2026-11-22').toISOString()).toBe('2026-11-22T15:59:59.999Z');
  });

  it('holds its own beginning and end', () => {
    fc.assert(fc.property(days, (day) => dayOf(startOfDay(day)) === day && dayOf(endOfDay(day)) === day));
  });

  it.each(['2024-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('may be %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-2-9',
    '20260209',
    '0000-01-01',
    '',
    '2026-11-22T00:00',
    ' 2026-11-22',
  ])('is never "%s"', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => startOfDay(text)).toThrow(RangeError);
  });

  it('counts natural days over months, leap days and years', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(plusDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(plusDays('2026-11-22', 3)).toBe('2026-11-25');
    expect(daysBetween('2026-11-22', '2026-11-22')).toBe(0);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-11-22', '2026-11-15')).toBe(-7);
  });

  it('comes back by as many days as it went', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (day, n) => {
        const other = plusDays(day, n);
        return daysBetween(day, other) === n && plusDays(other, -n) === day;
      }),
    );
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-01-15', 1, '2026-02-15'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-11-22', 0, '2026-11-22'],
    ['2026-11-22', -23, '2024-12-22'],
  ])('%s plus %d months is %s', (day, months, expected) => {
    expect(plusMonths(day, months)).toBe(expected);
  });

  it('plus months lands in that month, on the same or the last day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (day, n) => {
        const later = plusMonths(day, n);
        const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        const isLast = monthOf(plusDays(later, 1)) !== monthOf(later);
        const kept = later.slice(8) === day.slice(8);
        return monthNumber(later) - monthNumber(day) === n && (kept || (isLast && later.slice(8) < day.slice(8)));
      }),
    );
  });

  it('is only counted in whole days and months', () => {
    expect(() => plusDays('2026-11-22', 0.5)).toThrow(RangeError);
    expect(() => plusMonths('2026-11-22', NaN)).toThrow(RangeError);
    expect(() => plusDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it('belongs to a month and to a week from Monday to Sunday', () => {
    expect(monthOf('2026-11-22')).toBe('2026-11');
    expect(weekOf('2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(weekOf('2026-11-23')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(weekOf('2027-01-01')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
  });
});

describe('more than six months', () => {
  it.each([
    ['2026-01-10', '2026-07-10', false],
    ['2026-01-10', '2026-07-11', true],
    ['2026-05-20', '2026-11-20', false],
    ['2026-05-19', '2026-11-20', true],
    ['2026-08-31', '2027-02-28', false],
    ['2026-08-31', '2027-03-01', true],
  ])('after %s: on %s %s', (day, today, over) => {
    expect(moreThanMonthsAfter(day, 6, today)).toBe(over);
  });
});

describe('the calendar', () => {
  const script = `
    const d = await import(process.argv[1]);
    console.log(JSON.stringify([
      d.dayOf(new Date('2026-03-08T06:30:00Z')), d.dayOf(new Date('2026-11-01T16:00:00Z')),
      d.startOfDay('2026-03-08'), d.endOfDay('2026-11-01'),
      d.plusDays('2026-03-07', 2), d.plusDays('2026-10-31', 2), d.plusMonths('2026-01-31', 1),
      d.daysBetween('2026-03-07', '2026-11-02'), d.weekOf('2026-03-08'), d.monthOf('2026-03-01'),
      d.moreThanMonthsAfter('2026-05-01', 6, '2026-11-01'), d.isDay('2026-03-08'),
    ]));`;

  it.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
    'is the same on a machine in %s',
    (zone) => {
      const output = execFileSync(
        process.execPath,
        ['--input-type=module', '--eval', script, new URL('./days.ts', import.meta.url).href],
        { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' }, encoding: 'utf8' },
      );

      expect(JSON.parse(output)).toEqual([
        '2026-03-08',
        '2026-11-02',
        '2026-03-07T16:00:00.000Z',
        '2026-11-01T15:59:59.999Z',
        '2026-03-09',
        '2026-11-02',
        '2026-02-28',
        240,
        { from: '2026-03-02', to: '2026-03-08' },
        '2026-03',
        false,
        true,
      ]);
    },
  );
});
