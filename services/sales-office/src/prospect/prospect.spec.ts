import { describe, expect, test } from '@jest/globals';
import type { RegisterProspect } from '@linli/contracts';
import { ownershipTables } from '../migrations/010-ownership.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { Prospect } from './prospect.js';
import { prospectWorkflow, type ProspectState } from './prospect.workflow.js';

const now = new Date('2026-05-10T10:00:00+08:00');
const form: RegisterProspect = {
  ...{ projectId: 'binjiang', customerName: '王芳', phone: '13900001234', contactKind: 'VISIT' },
  ...{ intentGrade: 'A', channel: 'OUTDOOR', riskDisclosed: true, consent: true },
};
const consultant = { id: 'x', name: '赵敏' };
const ownershipDays = { call: 15, visit: 7, idle: 30 };
const register = (part: Partial<RegisterProspect> = {}, visitedAt?: Date) =>
  Prospect.register(
    { ...form, ...part },
    {
      formNo: 'YX-1',
      partyId: 'p',
      phoneIndex: 'i',
      idNumberIndex: null,
      ownershipDays,
      consultant,
      ...(visitedAt ? { visitedAt } : {}),
      now,
    },
  );

describe('A prospect', () => {
  test('goes the way of the trade and no other', () => {
    expectOrder(prospectWorkflow, (state: ProspectState) => Object.assign(register(), { state }), {
      followUp: (one) => one.followUp({ prospectId: 's', version: 1, kind: 'CALL', content: '回访' }, '赵敏', now),
      buy: (one) => one.buy(),
      stepBack: (one) => one.stepBack(),
      lose: (one) => one.lose('不买了', 'OTHER'),
      assign: (one) => one.assign({ id: 'y', name: '钱进' }, '离职', '主管', now),
      release: (one) => one.release(),
      recordProfile: (one) => one.recordProfile({ prospectId: 's', version: 1 }),
    });
    expect(ownershipTables.sql).toContain(`check (${prospectWorkflow.check('state')})`);
  });

  test('was first met when he says, when he visited, or now', () => {
    const visit = new Date('2026-05-09T15:00:00+08:00');
    expect(register().firstContactAt).toEqual(now);
    expect(register({}, visit).firstContactAt).toEqual(visit);
    expect(register({ firstContactAt: '2026-05-01T09:00:00+08:00' }, visit).firstContactAt).toEqual(
      new Date('2026-05-01T01:00:00Z'),
    );
    expect(codeOf(() => register({ firstContactAt: '2026-05-10T10:01:00+08:00' }))).toBe('prospect.in-future');
  });

  test('is kept only with his consent, and bought for only while he is live', () => {
    expect(codeOf(() => register({ consent: false }))).toBe('prospect.consent-missing');
    const lost = register();
    lost.lose('不买了', 'OTHER');
    expect(codeOf(() => lost.mustBeLive())).toBe('prospect.lost');
  });
});
