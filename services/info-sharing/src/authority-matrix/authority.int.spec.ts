import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { standingRules } from '@linli/bus';
import {
  ApplyForData,
  ApproveDataRequest,
  AuthorityMatrixPublished,
  DelegationEnded,
  DelegationGranted,
  EndDelegation,
  FindDelegations,
  GetAuthorityMatrix,
  GetDataRequest,
  GetDelegation,
  GrantDelegation,
  PublishAuthorityMatrix,
  RejectDataRequest,
  ReviewDataRequest,
  SignDataRequest,
  type MatrixRule,
} from '@linli/contracts';
import { dayOf, newId, plusDays } from '@linli/kernel';
import { another, colleague, type Person, type ServiceUnderTest } from '@linli/testing';
import { admin, applicant, boss, deputy, director, form, head, Sharing, step } from '../test/sharing.js';

describe('Deciding by authority', () => {
  let sharing: Sharing;
  let infoDept: ServiceUnderTest;
  beforeAll(async () => {
    sharing = await Sharing.open();
    infoDept = sharing.dept;
  }, 60_000);
  afterAll(() => sharing.stop());

  const reviewed = (recordCount: number, more: Partial<typeof form> = {}, by?: Person) =>
    sharing.reviewed(recordCount, more, by);

  describe('A request that is cut into pieces', () => {
    const shift = (id: string, days: number) =>
      infoDept.rows('update data_request set applied_on = ? where id = ?', [plusDays(dayOf(new Date()), days), id]);

    test('ends at the general manager however it is cut, and whoever of the department applies [REQ-298]', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 2, maxLength: 4 }),
          async (pieces) => {
            const purpose = sharing.newPurpose();
            let sum = 0;
            for (const [n, count] of pieces.entries()) {
              sum += count;
              const written = n % 2 ? purpose : ` 新盘 ${purpose.slice(2)}!`;
              const piece = await reviewed(
                count,
                { purpose: written },
                n % 2 ? applicant : another('SALES_CONSULTANT'),
              );
              expect(piece.approverRole).toBe(sum > 2000 ? 'GENERAL_MANAGER' : 'DEPUTY_GENERAL_MANAGER');
            }
          },
        ),
        { numRuns: 6 },
      );
    });

    test('counts with what was asked for within 30 days, not on the 30th day, and not with what was rejected', async () => {
      const purpose = '三十日';
      const rejected = await reviewed(1900, { purpose });
      await infoDept.ask(deputy, RejectDataRequest, { ...step(rejected), opinion: '否' });
      const first = await reviewed(1500, { purpose });
      expect(first.approverRole).toBe('DEPUTY_GENERAL_MANAGER');
      await shift(first.id, -30);
      const second = await reviewed(1500, { purpose });
      expect(second.approverRole).toBe('DEPUTY_GENERAL_MANAGER');
      await shift(second.id, -29);
      expect((await reviewed(501, { purpose })).approverRole).toBe('GENERAL_MANAGER');
    });

    test('is found when two pieces are reviewed at the same instant', async () => {
      const purpose = '同时';
      const signed = await Promise.all(
        [1, 2].map(async () => {
          const made = await infoDept.ask(applicant, ApplyForData, { ...form, purpose });
          return infoDept.ask(head, SignDataRequest, step(made));
        }),
      );
      const pieces = await Promise.all(
        signed.map((each) =>
          infoDept.ask(admin, ReviewDataRequest, { ...step(each), kinds: ['OWNER'], recordCount: 1500 }),
        ),
      );
      expect(pieces.map(({ approverRole }) => approverRole).sort()).toEqual([
        'DEPUTY_GENERAL_MANAGER',
        'GENERAL_MANAGER',
      ]);
    });
  });

  describe('An approver who is absent', () => {
    const standIn = another('MANAGER_IN_CHARGE');
    const days = async (from: number, until: number) => {
      const [row] = await infoDept.rows<{ day: string }>(
        `select (app_now() at time zone 'Asia/Shanghai')::date::text as day`,
      );
      return { fromOn: plusDays(row!.day, from), untilOn: plusDays(row!.day, until) };
    };
    const grant = async (by: Person, more: Partial<GrantDelegation> = {}) =>
      infoDept.ask(by, GrantDelegation, {
        ...{ role: 'DEPUTY_GENERAL_MANAGER', standInId: standIn.id, reason: '出差', ...(await days(0, 2)) },
        ...more,
      });

    test('is stood in for on the days of his delegation, which every service is told [REQ-294]', async () => {
      const request = await reviewed(10);
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(request))).toMatchObject({
        code: 'data-request.not-your-decision',
      });
      const granted = await grant(deputy);
      expect(await infoDept.published(DelegationGranted)).toContainEqual({
        ...{ delegationId: granted.id, role: 'DEPUTY_GENERAL_MANAGER', absentId: deputy.id, standInId: standIn.id },
        ...(await days(0, 2)),
      });
      const approved = await infoDept.ask(standIn, ApproveDataRequest, step(request));
      expect(approved).toMatchObject({ decidedBy: standIn.name, decidedFor: deputy.id });
      expect(await infoDept.ask(applicant, GetDataRequest, { dataRequestId: request.id })).toEqual(approved);
      const { fromOn, untilOn } = await days(0, 2);
      const find = async (on: string) =>
        (await infoDept.ask(applicant, FindDelegations, { standInId: standIn.id, on })).items.map(({ id }) => id);
      expect([await find(fromOn), await find(untilOn), await find(plusDays(untilOn, 1))]).toEqual([
        [granted.id],
        [granted.id],
        [],
      ]);
      const ended = await infoDept.ask(deputy, EndDelegation, { delegationId: granted.id, version: granted.version });
      expect(ended).toMatchObject({ state: 'ENDED', allowed: [] });
      expect(await infoDept.ask(applicant, GetDelegation, { delegationId: granted.id })).toEqual(ended);
      expect(await infoDept.published(DelegationEnded)).toEqual([{ delegationId: granted.id }]);
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(await reviewed(10)))).toMatchObject({
        code: 'data-request.not-your-decision',
      });
    });

    test('is not stood in for before the first day and after the last', async () => {
      const request = await reviewed(10);
      const granted = await grant(deputy, await days(1, 1));
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(request))).toMatchObject({ kind: 'forbidden' });
      await infoDept.travel('2 days');
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(request))).toMatchObject({ kind: 'forbidden' });
      await infoDept.travel('-1 days');
      expect(await infoDept.ask(standIn, ApproveDataRequest, step(request))).toMatchObject({ state: 'APPROVED' });
      await infoDept.travel('-1 days');
      await infoDept.ask(boss, EndDelegation, { delegationId: granted.id, version: granted.version });
    });

    test('does not decide on his own request through his stand-in, and the stand-in does not on his', async () => {
      const granted = await grant(deputy);
      const ofDeputy = await reviewed(10, {}, deputy);
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(ofDeputy))).toMatchObject({
        code: 'data-request.not-your-decision',
      });
      const ofStandIn = await reviewed(10, {}, standIn);
      expect(await infoDept.refusal(standIn, ApproveDataRequest, step(ofStandIn))).toMatchObject({
        code: 'data-request.own-request',
      });
      await infoDept.ask(deputy, EndDelegation, { delegationId: granted.id, version: granted.version });
    });

    test('gives away only what is his; the general manager names a stand-in for somebody who fell ill', async () => {
      const form = { role: 'DEPUTY_GENERAL_MANAGER', standInId: standIn.id, reason: '病假', ...(await days(0, 1)) };
      const refused = async (by: Person, more: Partial<GrantDelegation>) =>
        (await infoDept.refusal(by, GrantDelegation, { ...form, ...more })).code;
      expect(await refused(standIn, {})).toBe('delegation.not-yours-to-grant');
      expect(await refused(director, { absentId: deputy.id })).toBe('delegation.not-yours-to-grant');
      expect(await refused(deputy, { standInId: deputy.id })).toBe('delegation.to-oneself');
      expect(await refused(deputy, await days(1, 0))).toBe('delegation.period-backwards');
      expect(await refused(deputy, await days(-1, 0))).toBe('delegation.in-the-past');
      expect(await refused(applicant, {})).toBe('request.forbidden');
      const granted = await grant(boss, { absentId: deputy.id });
      expect(granted).toMatchObject({ absentId: deputy.id, grantedBy: boss.name });
      expect(
        await infoDept.refusal(director, EndDelegation, { delegationId: granted.id, version: granted.version }),
      ).toMatchObject({ code: 'delegation.not-yours-to-grant' });
      expect(await infoDept.refusal(boss, EndDelegation, { delegationId: granted.id, version: 9 })).toMatchObject({
        kind: 'stale',
      });
      expect(await infoDept.refusal(boss, GetDelegation, { delegationId: newId() })).toMatchObject({
        kind: 'not-found',
      });
    });
  });

  describe('The authority matrix', () => {
    const plain = standingRules.map(({ remark: _words, ...rule }) => rule);
    const stricter: MatrixRule[] = plain.map((rule) => {
      if (rule.scope !== 'INTERNAL') return rule;
      return rule.fromCount ? { ...rule, fromCount: 501 } : { ...rule, toCount: 500 };
    });
    const today = async () =>
      (await infoDept.rows<{ day: string }>(`select (app_now() at time zone 'Asia/Shanghai')::date::text as day`))[0]!
        .day;

    test('the standing version is in force, told to all and readable by every service [REQ-324]', async () => {
      const matrix = await infoDept.ask(applicant, GetAuthorityMatrix, {});
      expect(matrix).toMatchObject({ matrixVersion: 2, validFrom: '2000-01-01', rules: standingRules });
      expect(await infoDept.askAs('complaints', GetAuthorityMatrix, {})).toEqual(matrix);
      const told = await infoDept.published(AuthorityMatrixPublished);
      expect(told.map(({ matrixVersion }) => matrixVersion)).toEqual([1, 2]);
      expect(told[1]).toEqual({ matrixId: matrix.id, matrixVersion: 2, validFrom: '2000-01-01', rules: plain });
    });

    test('a new version decides from its day on; what was reviewed before keeps the version it has [REQ-324, REQ-309]', async () => {
      const before = await reviewed(600);
      const validFrom = await today();
      const published = await infoDept.ask(boss, PublishAuthorityMatrix, { validFrom, rules: stricter });
      expect(published).toMatchObject({ matrixVersion: 3, publishedBy: boss.name });
      expect(await infoDept.published(AuthorityMatrixPublished)).toContainEqual({
        matrixId: published.id,
        matrixVersion: 3,
        validFrom,
        rules: stricter,
      });
      expect(await infoDept.ask(applicant, GetAuthorityMatrix, {})).toEqual(published);
      expect(await infoDept.ask(applicant, GetAuthorityMatrix, { matrixVersion: 2 })).toMatchObject({
        rules: standingRules,
      });
      expect(await reviewed(600)).toMatchObject({ approverRole: 'GENERAL_MANAGER', matrixVersion: 3 });
      expect(await infoDept.ask(deputy, ApproveDataRequest, step(before))).toMatchObject({
        state: 'APPROVED',
        matrixVersion: 2,
      });
    });

    test('a version of a later day waits for it', async () => {
      const { matrixVersion } = await infoDept.ask(applicant, GetAuthorityMatrix, {});
      const later = await infoDept.ask(colleague('LEADERSHIP'), PublishAuthorityMatrix, {
        validFrom: '2190-01-01',
        rules: [...standingRules],
      });
      expect((await infoDept.ask(applicant, GetAuthorityMatrix, {})).matrixVersion).toBe(matrixVersion);
      expect(later.matrixVersion).toBe(matrixVersion + 1);
    });

    test('a table with a gap is refused with the counter-example, and only the leaders publish', async () => {
      const message = { validFrom: '2190-01-01', rules: stricter.filter(({ scope }) => scope !== 'CROSS_COMPANY') };
      expect(await infoDept.refusal(boss, PublishAuthorityMatrix, message)).toMatchObject({
        kind: 'rule',
        details: {
          counterExample: { matter: { decision: 'DATA_REQUEST', scope: 'CROSS_COMPANY', count: 1 }, approverRoles: [] },
        },
      });
      for (const role of ['SALES_ADMIN_DEPT', 'DEPUTY_GENERAL_MANAGER'] as const) {
        expect(await infoDept.refusal(colleague(role), PublishAuthorityMatrix, message)).toMatchObject({
          kind: 'forbidden',
        });
      }
      expect(await infoDept.refusal(applicant, GetAuthorityMatrix, { matrixVersion: 99 })).toMatchObject({
        kind: 'not-found',
      });
    });
  });
});
