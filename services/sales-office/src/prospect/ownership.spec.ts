import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plusDays, startOfDay } from '@linli/kernel';
import { keeps, protectedUntil, type Evidence } from './ownership.js';

const days = { call: 15, visit: 7, idle: 30 };
const on = (day: string, time = '10:00') => new Date(`${day}T${time}:00+08:00`);
const entry = (day: string, kind: string, progress = false) => ({
  ...{ at: on(day).toISOString(), by: '赵敏', kind, content: '回访' },
  ...(progress ? { progress } : {}),
});
const came = (contactKind: string, ...followUps: Evidence['followUps']): Evidence => ({
  ...{ contactKind, registeredAt: on('2026-05-01', '23:59'), followUps, ownershipDays: days },
});

describe('The protection of a customer', () => {
  test.each([
    ['a call', came('CALL'), '2026-05-16'],
    ['a visit', came('VISIT'), '2026-05-08'],
    ['a call and a talk without progress', came('CALL', entry('2026-05-03', 'CALL')), '2026-05-31'],
    [
      'talks without progress, however many',
      came('VISIT', entry('2026-05-03', 'CALL'), entry('2026-05-30', 'CALL')),
      '2026-05-31',
    ],
    ['a visit after a call', came('CALL', entry('2026-05-10', 'VISIT', true)), '2026-05-17'],
    [
      'a visit, and a talk after it',
      came('CALL', entry('2026-05-10', 'VISIT', true), entry('2026-05-11', 'CALL')),
      '2026-06-09',
    ],
    ['an assignment', came('VISIT', entry('2026-05-20', 'ASSIGNED', true)), '2026-06-04'],
  ])('after %s lasts until its last day, which counts [REQ-084]', (_, evidence, until) => {
    expect(protectedUntil(evidence)).toBe(until);
    expect([keeps(until, until, false), keeps(plusDays(until, 1), until, false)]).toEqual([true, false]);
    expect(keeps(plusDays(until, 1), until, true)).toBe(true);
  });

  test('begins with the day in Shanghai, a minute before midnight and at midnight', () => {
    const at = (time: string) => protectedUntil({ ...came('VISIT'), registeredAt: new Date(time) });
    expect([at('2026-05-01T15:59:59Z'), at('2026-05-01T16:00:00Z')]).toEqual(['2026-05-08', '2026-05-09']);
  });

  test('of a past moment is not changed by what was entered later, in 1,000 histories [REQ-084]', () => {
    const kinds = fc.constantFrom('CALL', 'VISIT', 'MESSAGE', 'ASSIGNED');
    const history = fc.array(fc.tuple(fc.nat(20), kinds, fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom('CALL', 'VISIT'), history, fc.nat(120), (contactKind, gaps, when) => {
        let day = '2026-05-01';
        const followUps = gaps.map(([gap, kind, progress]) => entry((day = plusDays(day, gap)), kind, progress));
        const moment = startOfDay(plusDays('2026-05-01', when + 1));
        const known = followUps.filter(({ at }) => new Date(at) <= moment);
        const evidence = came(contactKind, ...followUps);
        expect(protectedUntil(evidence, moment)).toBe(protectedUntil({ ...evidence, followUps: known }));
        expect(protectedUntil(evidence) >= '2026-05-08').toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
