import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { BusinessCalendar, officeCalendar } from './calendar.js';
import { dayOf, startOfDay } from './days.js';
import { Refusal } from './refusal.js';

const calendar = officeCalendar();
const at = (text: string): Date => new Date(`${text}+08:00`);
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'it was not refused';
};

/** Every working minute from 2024 to 2026, counted one by one: slow and plain, to compare with. */
const workingMinutes = (from: Date, to: Date): number => {
  let count = 0;
  for (let ms = from.getTime(); ms < to.getTime(); ms += 60_000) if (calendar.isWorkingAt(new Date(ms))) count += 1;
  return count;
};

const start2024 = startOfDay('2024-01-01').getTime();
/** Whole minutes in the years that are known, with a year to spare at the end. */
const instants = fc.integer({ min: 10 * 1440, max: 700 * 1440 }).map((minute) => new Date(start2024 + minute * 60_000));

describe('a working day', () => {
  it.each([
    ['2024-02-04', true, '调休上班'],
    ['2024-02-09', true, undefined],
    ['2024-02-12', false, '春节'],
    ['2024-10-12', true, '调休上班'],
    ['2025-01-26', true, '调休上班'],
    ['2025-02-04', false, '春节'],
    ['2025-10-08', false, '国庆节、中秋节'],
    ['2025-10-09', true, undefined],
    ['2026-01-02', false, '元旦'],
    ['2026-01-04', true, '调休上班'],
    ['2026-02-23', false, '春节'],
    ['2026-02-28', true, '调休上班'],
    ['2026-11-21', false, undefined],
    ['2026-11-23', true, undefined],
  ])('%s: %s %s', (day, working, name) => {
    expect([calendar.isWorkday(day), calendar.nameOf(day)]).toEqual([working, name]);
  });

  it('comes as often in each year as the notices of the State Council leave', () => {
    const count = (year: number) => calendar.workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`);
    expect(() => count(2024)).not.toThrow();
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, 248]);
  });

  it('of a year without data is not guessed, neither asked for nor passed over', () => {
    for (const act of [
      () => calendar.isWorkday('2027-01-04'),
      () => calendar.plusWorkdays('2026-12-31', 1),
      () => calendar.plusWorkdays('2024-01-02', -1),
      () => calendar.plusWorkingMinutes(at('2026-12-31T17:00'), 61),
      () => calendar.nextWorkingInstant(at('2026-12-31T18:00')),
    ])
      expect(codeOf(act)).toBe('calendar.year-unknown');
    expect(calendar.plusWorkingMinutes(at('2026-12-31T17:00'), 60)).toEqual(at('2026-12-31T18:00'));
  });

  it('may be set otherwise by a department, and a year may be entered before the program knows it', () => {
    const own = new BusinessCalendar({
      days: [
        { day: '2026-11-25', working: false, name: '台风停工' },
        { day: '2026-11-28', working: true, name: '开盘加班' },
        { day: '2027-01-01', working: false, name: '元旦' },
      ],
      years: [2027],
    });
    expect(own.plusWorkdays('2026-11-24', 1)).toBe('2026-11-26');
    expect(own.plusWorkdays('2026-11-27', 1)).toBe('2026-11-28');
    expect(own.plusWorkdays('2026-12-31', 1)).toBe('2027-01-04');
    expect(own.nameOf('2026-11-25')).toBe('台风停工');
  });

  it('is n working days after and before another, and both count the same', () => {
    const days = instants.map(dayOf);
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (day, n) => {
        const later = calendar.plusWorkdays(day, n);
        const earlier = calendar.plusWorkdays(later, -n);
        return (
          calendar.isWorkday(later) &&
          calendar.workdaysBetween(day, later) === n &&
          calendar.workdaysBetween(later, day) === -n &&
          calendar.isWorkday(earlier) &&
          (calendar.isWorkday(day) ? earlier === day : earlier < day)
        );
      }),
    );
  });
});

describe('working hours', () => {
  it.each([
    ['2026-11-23T09:00', 120, '2026-11-23T11:00'],
    ['2026-11-23T11:00', 60, '2026-11-23T12:00'],
    ['2026-11-23T11:00', 61, '2026-11-23T13:31'],
    ['2026-11-23T12:30', 1, '2026-11-23T13:31'],
    ['2026-11-23T17:00', 120, '2026-11-24T10:00'],
    ['2026-11-20T18:00', 1, '2026-11-23T09:01'],
    ['2026-11-20T18:00', 0, '2026-11-20T18:00'],
    ['2026-09-30T17:59', 2, '2026-10-08T09:01'],
    ['2026-02-13T17:00', 120, '2026-02-14T10:00'],
    ['2026-11-23T09:30', -60, '2026-11-20T17:30'],
    ['2026-11-23T14:00', -60, '2026-11-23T11:30'],
  ])('%s and %i minutes is %s', (from, minutes, to) => {
    expect(calendar.plusWorkingMinutes(at(from), minutes)).toEqual(at(to));
  });

  it.each([
    ['2026-11-23T10:15', 1, '2026-11-24T10:15'],
    ['2026-11-20T10:15', 1, '2026-11-23T10:15'],
    ['2026-11-21T20:00', 1, '2026-11-24T09:00'],
    ['2026-11-23T12:30', 1, '2026-11-24T13:30'],
    ['2026-09-30T17:00', 2, '2026-10-09T17:00'],
  ])('%s and %i working days is %s', (from, days, to) => {
    expect(calendar.plusWorkingDays(at(from), days)).toEqual(at(to));
  });

  it.each([
    ['2026-11-22T10:00', '2026-11-23T09:00'],
    ['2026-11-23T12:00', '2026-11-23T13:30'],
    ['2026-11-23T08:59', '2026-11-23T09:00'],
    ['2026-11-23T18:00', '2026-11-24T09:00'],
    ['2026-11-23T17:59', '2026-11-23T17:59'],
  ])('after %s begin at %s', (instant, next) => {
    expect(calendar.nextWorkingInstant(at(instant))).toEqual(at(next));
  });

  it('are counted as if minute by minute', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 5 * 1440 }), (from, minutes) => {
        const to = new Date(from.getTime() + minutes * 60_000);
        const counted = workingMinutes(from, to);
        return (
          calendar.workingMinutesBetween(from, to) === counted && calendar.workingMinutesBetween(to, from) === -counted
        );
      }),
      { numRuns: 30 },
    );
  });

  it('added are exactly those between, and added in two parts are the same', () => {
    const some = fc.integer({ min: 1, max: 20 * 450 });
    fc.assert(
      fc.property(instants, some, some, (from, first, second) => {
        const whole = calendar.plusWorkingMinutes(from, first + second);
        const parts = calendar.plusWorkingMinutes(calendar.plusWorkingMinutes(from, first), second);
        const aMinuteBefore = new Date(whole.getTime() - 60_000);
        return (
          whole.getTime() === parts.getTime() &&
          calendar.workingMinutesBetween(from, whole) === first + second &&
          calendar.workingMinutesBetween(from, aMinuteBefore) === first + second - 1 &&
          calendar.workingMinutesBetween(calendar.plusWorkingMinutes(whole, -first), whole) === first
        );
      }),
      { numRuns: 200 },
    );
  });

  it('must be periods in order', () => {
    for (const hours of [
      [],
      [{ from: '12:00', to: '09:00' }],
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '18:00' },
      ],
      [{ from: '9:00', to: '12:00' }],
    ])
      expect(() => new BusinessCalendar({ hours })).toThrow(RangeError);
  });
});

describe('the calendar of working days', () => {
  const script = `
    const { registerHooks } = await import('node:module');
    registerHooks({ resolve: (name, context, next) => next(/^\\..*\\.js$/.test(name) ? name.replace(/js$/, 'ts') : name, context) });
    const { officeCalendar: office } = await import(process.argv[1]);
    const at = (text) => new Date(text + '+08:00');
    console.log(JSON.stringify([
      office().plusWorkingMinutes(at('2026-03-06T17:00'), 120), office().plusWorkingDays(at('2026-10-30T23:00'), 1),
      office().workingMinutesBetween(at('2026-03-06T00:00'), at('2026-03-09T23:59')), office().plusWorkdays('2026-10-30', 1),
      office().nextWorkingInstant(at('2026-03-08T00:30')), office().isWorkingAt(at('2026-11-02T09:00')),
    ]));`;

  it.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
    'is the same on a machine in %s',
    (zone) => {
      const output = execFileSync(
        process.execPath,
        [
          ...[
            '--experimental-transform-types',
            '--disable-warning=ExperimentalWarning',
            '--input-type=module',
            '--eval',
            script,
          ],
          new URL('./calendar.ts', import.meta.url).href,
        ],
        { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' }, encoding: 'utf8' },
      );
      expect(JSON.parse(output)).toEqual([
        '2026-03-09T02:00:00.000Z',
        '2026-11-03T01:00:00.000Z',
        900,
        '2026-11-02',
        '2026-03-09T01:00:00.000Z',
        true,
      ]);
    },
  );
});
