import { describe, expect, test } from '@jest/globals';
import { standingRules } from '@linli/bus';
import { matrixSubjects, shareScopes, type MatrixRule } from '@linli/contracts';
import { approverIn, flawIn, raisedBy, Refusal } from '@linli/kernel';
import { AuthorityMatrix } from './authority-matrix.js';

const first = standingRules;
const decider = (scope: (typeof shareScopes)[number], count: number) =>
  approverIn(first, 'DATA_REQUEST', { scope, count });
const other = (rules: readonly MatrixRule[]) => [
  ...first.filter(({ decision }) => decision !== 'DATA_REQUEST'),
  ...rules,
];
const by = { name: '袁立', at: new Date('2026-05-01T02:00:00Z'), today: '2026-05-01' };
const latest = { matrixVersion: 1 };
const publish = (rules: readonly MatrixRule[], validFrom = '2026-05-01') =>
  AuthorityMatrix.publish({ rules, validFrom }, latest, by);
const refusal = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('The standing authority matrix', () => {
  test("up to 2,000 records inside the company are the deputy general manager's [REQ-297]", () => {
    expect([1, 1999, 2000].map((count) => decider('INTERNAL', count))).toEqual(Array(3).fill('DEPUTY_GENERAL_MANAGER'));
  });

  test("more than 2,000 records are the general manager's [REQ-298]", () => {
    expect([decider('INTERNAL', 2001), decider('OWN_PROJECTS', 2001)]).toEqual(['GENERAL_MANAGER', 'GENERAL_MANAGER']);
  });

  test("any number across a company border is the general manager's [REQ-299]", () => {
    expect([1, 2000, 2001].map((count) => decider('CROSS_COMPANY', count))).toEqual(Array(3).fill('GENERAL_MANAGER'));
  });

  test('up to 2,000 records between the projects of one sales director are his [REQ-295]', () => {
    expect([1, 1999, 2000].map((count) => decider('OWN_PROJECTS', count))).toEqual(Array(3).fill('SALES_DIRECTOR'));
  });

  test("no records at all are nobody's", () => {
    for (const scope of shareScopes) expect(refusal(() => decider(scope, 0)).code).toBe('authority-matrix.undecided');
  });

  test('every number from 1 to 5,000 in every scope has exactly one decider, and no scope changes at another number than 2,001', () => {
    for (const scope of shareScopes) {
      const changes = [];
      for (let count = 1; count <= 5000; count++) {
        const matching = first.filter(
          (rule) =>
            rule.decision === 'DATA_REQUEST' &&
            rule.scope === scope &&
            (rule.fromCount ?? 1) <= count &&
            count <= (rule.toCount ?? Infinity),
        );
        expect(matching).toHaveLength(1);
        expect(decider(scope, count)).toBe(matching[0]?.approverRole);
        if (count > 1 && decider(scope, count) !== decider(scope, count - 1)) changes.push(count);
      }
      expect(changes).toEqual(scope === 'CROSS_COMPANY' ? [] : [2001]);
    }
  });

  test('plans, agencies, the club and its symposia have the approver of the sources [REQ-324]', () => {
    const matters = ['COMPLAINT_PLAN', 'TITLE_AGENCY', 'CLUB_FOUNDING', 'CLUB_ACTIVITY', 'SYMPOSIUM', 'NAME_CHANGE'];
    expect(Object.fromEntries(matters.map((decision) => [decision, approverIn(first, decision)]))).toEqual({
      COMPLAINT_PLAN: 'MANAGER_IN_CHARGE',
      TITLE_AGENCY: 'EXECUTIVE_IN_CHARGE',
      CLUB_FOUNDING: 'LEADERSHIP',
      CLUB_ACTIVITY: 'MANAGER_IN_CHARGE',
      SYMPOSIUM: 'MANAGER_IN_CHARGE',
      NAME_CHANGE: 'SALES_MANAGER',
    });
  });

  test.each(['UNIT_SWAP', 'SUBSCRIPTION_CANCELLATION', 'PRICE_CHANGE', 'DISCOUNT', 'PAYMENT_DEFERRAL', 'REFUND'])(
    "%s up to 50,000.00 CNY is the sales manager's, a fen more the sales director's",
    (decision) => {
      const deciders = [0, 5_000_000, 5_000_001].map((amountFen) => approverIn(first, decision, { amountFen }));
      expect(deciders).toEqual(['SALES_MANAGER', 'SALES_MANAGER', 'SALES_DIRECTOR']);
    },
  );
});

describe('Publishing a version', () => {
  test('a sound table becomes the next version and is told with its rules', () => {
    const matrix = publish(first, '2026-06-01');
    expect(matrix).toMatchObject({ matrixVersion: 2, validFrom: '2026-06-01', publishedBy: '袁立' });
    expect(raisedBy(matrix)[0]?.payload).toMatchObject({ matrixId: matrix.id, matrixVersion: 2 });
    const told = raisedBy(matrix)[0]?.payload as { rules: MatrixRule[] };
    expect(told.rules).toEqual(first.map(({ remark: _words, ...rule }) => rule));
  });

  test('a table with a gap is refused with the number that nobody decides on', () => {
    const gap = other([
      { decision: 'DATA_REQUEST', toCount: 2000, approverRole: 'DEPUTY_GENERAL_MANAGER' },
      { decision: 'DATA_REQUEST', fromCount: 2002, approverRole: 'GENERAL_MANAGER' },
    ]);
    expect(refusal(() => publish(gap))).toMatchObject({
      kind: 'rule',
      code: 'authority-matrix.not-sound',
      details: {
        counterExample: { matter: { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', count: 2001 }, approverRoles: [] },
      },
    });
  });

  test('a table with an overlap is refused with the number that two decide on', () => {
    const overlap = other([
      { decision: 'DATA_REQUEST', toCount: 2000, approverRole: 'DEPUTY_GENERAL_MANAGER' },
      { decision: 'DATA_REQUEST', fromCount: 2000, approverRole: 'GENERAL_MANAGER' },
    ]);
    expect(refusal(() => publish(overlap)).details).toEqual({
      counterExample: {
        matter: { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', count: 2000 },
        approverRoles: ['DEPUTY_GENERAL_MANAGER', 'GENERAL_MANAGER'],
      },
    });
  });

  test('taking any one rule away, or giving any one twice, is found', () => {
    for (const rule of first) {
      expect(
        flawIn(
          first.filter((each) => each !== rule),
          matrixSubjects,
        )?.approverRoles,
      ).toEqual([]);
      expect(flawIn([...first, rule], matrixSubjects)?.approverRoles).toHaveLength(2);
    }
  });

  test('a condition without meaning, an empty range and a day in the past are refused', () => {
    expect(
      refusal(() => publish([...first, { decision: 'SYMPOSIUM', toCount: 3, approverRole: 'LEADERSHIP' }])).code,
    ).toBe('authority-matrix.condition-without-meaning');
    expect(
      refusal(() =>
        publish([...first, { decision: 'DATA_REQUEST', fromCount: 9, toCount: 3, approverRole: 'LEADERSHIP' }]),
      ).code,
    ).toBe('authority-matrix.empty-range');
    expect(refusal(() => publish(first, '2026-04-30')).code).toBe('authority-matrix.not-in-the-past');
  });
});
