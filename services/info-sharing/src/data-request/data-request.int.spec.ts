import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApplyForData,
  ApproveDataRequest,
  AuthorityMatrixPublished,
  DelegationEnded,
  DelegationGranted,
  EndDelegation,
  FindDelegations,
  GetDelegation,
  GrantDelegation,
  DataReleased,
  FileAllocation,
  FindAllocations,
  FindDataRequests,
  FindProjectPlacements,
  GetAuthorityMatrix,
  GetDataRequest,
  PlaceProject,
  PublishAuthorityMatrix,
  ReceiveData,
  RejectDataRequest,
  ReleaseData,
  ReviewDataRequest,
  SignDataRequest,
  type DataRequestView,
  type MatrixRule,
} from '@linli/contracts';
import fc from 'fast-check';
import { standingRules } from '@linli/bus';
import { dayOf, newId, plusDays } from '@linli/kernel';
import { another, colleague, ServiceUnderTest, stranger, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { infoSharing } from '../service.js';

const applicant = colleague('SALES_CONSULTANT');
const head = colleague('DEPARTMENT_HEAD');
const admin = colleague('SALES_ADMIN_DEPT');
const director = colleague('SALES_DIRECTOR');
const deputy = colleague('DEPUTY_GENERAL_MANAGER');
const boss = colleague('GENERAL_MANAGER');
const supervisor = colleague('DEPARTMENT_SUPERVISOR');

const form = {
  purpose: '新盘推介',
  kinds: ['PROSPECT', 'OWNER'],
  sourceProjectIds: ['lakeside'],
  targetProjectIds: ['binjiang'],
  fields: ['NAME', 'PHONE'],
  requestedCount: 6000,
  useFrom: '2026-05-01',
  useTo: '2026-06-30',
};
const own = { sourceProjectIds: ['garden'], targetProjectIds: ['terrace'] };
const abroad = { sourceProjectIds: ['overseas'] };

describe('Asking for shared customer data', () => {
  let infoDept: ServiceUnderTest;
  beforeAll(async () => {
    infoDept = await ServiceUnderTest.start(AppModule, infoSharing);
    const place = (projectId: string, company: string, directorId?: string) =>
      infoDept.ask(admin, PlaceProject, { projectId, company, ...(directorId ? { directorId } : {}) });
    await place('lakeside', '邻里置业');
    await place('binjiang', '邻里置业', director.id);
    await place('garden', '邻里置业', director.id);
    await place('terrace', '邻里置业', director.id);
    await place('overseas', '邻里国际');
  }, 60_000);
  afterAll(() => infoDept.stop());

  const step = ({ id, version }: DataRequestView) => ({ dataRequestId: id, version });
  let purposes = 0;
  /** A request for a purpose of its own unless told, up to the decision. */
  const reviewed = async (
    recordCount: number,
    more: Partial<typeof form> = {},
    by: Person = applicant,
  ): Promise<DataRequestView> => {
    const purpose = `新盘推介第${(purposes += 1)}场`;
    const made = await infoDept.ask(by, ApplyForData, { ...form, purpose, ...more });
    const signed = await infoDept.ask(head, SignDataRequest, step(made));
    return infoDept.ask(admin, ReviewDataRequest, { ...step(signed), kinds: ['OWNER'], recordCount });
  };

  test('a request goes from the applicant to the receipt, and every step stands on the form [REQ-291, REQ-292, REQ-293, REQ-300, REQ-301]', async () => {
    const made = await infoDept.ask(applicant, ApplyForData, form);
    expect(made).toMatchObject({
      version: 1,
      state: 'DRAFT',
      scope: 'INTERNAL',
      applicant: applicant.name,
      allowed: ['sign'],
    });
    const signed = await infoDept.ask(head, SignDataRequest, step(made));
    const checked = await infoDept.ask(admin, ReviewDataRequest, {
      ...step(signed),
      kinds: ['OWNER'],
      recordCount: 2000,
    });
    expect(checked).toMatchObject({
      state: 'REVIEWED',
      approverRole: 'DEPUTY_GENERAL_MANAGER',
      matrixVersion: 2,
      approvedCount: 2000,
    });
    const granted = await infoDept.ask(deputy, ApproveDataRequest, { ...step(checked), opinion: '同意' });
    const released = await infoDept.ask(admin, ReleaseData, step(granted));
    const received = await infoDept.ask(supervisor, ReceiveData, { ...step(released), securityPledge: true });
    expect(received).toMatchObject({
      ...{
        version: 6,
        state: 'RECEIVED',
        signedBy: head.name,
        reviewedBy: admin.name,
        decidedBy: deputy.name,
        opinion: '同意',
      },
      ...{
        releasedBy: admin.name,
        releasedCount: 2000,
        receivedBy: supervisor.name,
        custodian: supervisor.name,
        allowed: [],
      },
      receiptNo: expect.stringMatching(/^QS-\d{4}-\d{6}$/),
      feedbackDueOn: expect.any(String),
    });
    expect(await infoDept.published(DataReleased)).toContainEqual({
      dataRequestId: made.id,
      targetProjectId: 'binjiang',
      targetProjectIds: ['binjiang'],
      recordCount: 2000,
    });
    expect(await infoDept.ask(applicant, GetDataRequest, { dataRequestId: made.id })).toEqual(received);
  });

  test("2,000 records are the deputy's, 2,001 and one across the border the general manager's; the wrong leader is refused and told who decides [REQ-297, REQ-298, REQ-299]", async () => {
    const small = await reviewed(2000);
    expect(await infoDept.refusal(boss, ApproveDataRequest, step(small))).toMatchObject({
      kind: 'forbidden',
      details: { approverRole: 'DEPUTY_GENERAL_MANAGER' },
    });
    expect(await infoDept.ask(deputy, ApproveDataRequest, step(small))).toMatchObject({ state: 'APPROVED' });
    for (const big of [await reviewed(2001), await reviewed(1, abroad)]) {
      expect(await infoDept.refusal(deputy, ApproveDataRequest, step(big))).toMatchObject({
        kind: 'forbidden',
        code: 'data-request.not-your-decision',
        details: { approverRole: 'GENERAL_MANAGER' },
      });
      expect(await infoDept.ask(boss, RejectDataRequest, { ...step(big), opinion: '不宜' })).toMatchObject({
        state: 'REJECTED',
        allowed: [],
      });
    }
  });

  test('a sales director decides between his own projects, and releases nothing before his record is filed [REQ-295, REQ-296]', async () => {
    const request = await reviewed(2000, own);
    expect(request).toMatchObject({ scope: 'OWN_PROJECTS', approverRole: 'SALES_DIRECTOR', directorId: director.id });
    expect(await infoDept.refusal(another('SALES_DIRECTOR'), ApproveDataRequest, step(request))).toMatchObject({
      code: 'data-request.not-your-projects',
    });
    const record = { dataRequestId: request.id, ...own, recordCount: 2000, purpose: '两盘联动' };
    expect(await infoDept.refusal(director, FileAllocation, record)).toMatchObject({
      code: 'allocation-record.request-not-yours',
    });
    const granted = await infoDept.ask(director, ApproveDataRequest, step(request));
    expect(await infoDept.refusal(admin, ReleaseData, step(granted))).toMatchObject({
      kind: 'rule',
      code: 'data-request.allocation-not-filed',
    });
    expect(await infoDept.refusal(director, FileAllocation, { ...record, recordCount: 1999 })).toMatchObject({
      code: 'allocation-record.not-as-approved',
    });
    const filed = await infoDept.ask(director, FileAllocation, record);
    expect(await infoDept.refusal(director, FileAllocation, record)).toMatchObject({
      kind: 'conflict',
      code: 'allocation-record.already-filed',
    });
    expect(await infoDept.ask(admin, ReleaseData, step(granted))).toMatchObject({
      state: 'RELEASED',
      releasedCount: 2000,
    });
    expect((await infoDept.ask(admin, FindAllocations, { dataRequestId: request.id })).items).toEqual([filed]);
  });

  test('a sales director files what he allocates without a request, between his own projects and up to his limit [REQ-296]', async () => {
    const record = { ...own, recordCount: 2000, purpose: '两盘 联动' };
    expect(await infoDept.ask(director, FileAllocation, record)).toMatchObject({
      recordCount: 2000,
      filedBy: director.name,
    });
    for (const more of [
      { recordCount: 1, purpose: '两盘联动。' },
      { recordCount: 2001, purpose: '另一件事' },
    ]) {
      expect(await infoDept.refusal(director, FileAllocation, { ...record, ...more })).toMatchObject({
        code: 'allocation-record.needs-request',
        details: { approverRole: 'GENERAL_MANAGER' },
      });
    }
    expect(await infoDept.refusal(director, FileAllocation, { ...record, ...abroad })).toMatchObject({
      code: 'allocation-record.not-your-projects',
    });
    expect(await infoDept.refusal(another('SALES_DIRECTOR'), FileAllocation, record)).toMatchObject({
      code: 'allocation-record.not-your-projects',
    });
    expect(await infoDept.refusal(admin, FileAllocation, record)).toMatchObject({ kind: 'forbidden' });
  });

  describe('A request that is cut into pieces', () => {
    const shift = (id: string, days: number) =>
      infoDept.rows('update data_request set applied_on = ? where id = ?', [plusDays(dayOf(new Date()), days), id]);

    test('ends at the general manager however it is cut, and whoever of the department applies [REQ-298]', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 2, maxLength: 4 }),
          async (pieces) => {
            const purpose = `拆分${(purposes += 1)}`;
            let sum = 0;
            for (const [n, count] of pieces.entries()) {
              sum += count;
              const written = n % 2 ? purpose : ` 拆 分${purpose.slice(2)}!`;
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

  test("every step has its role, its version and its turn; other projects' requests do not exist", async () => {
    const request = await infoDept.ask(applicant, ApplyForData, form);
    const at = step(request);
    const steps = [
      [head, 'SALES_CONSULTANT', SignDataRequest, at],
      [admin, 'SALES_DIRECTOR', ReviewDataRequest, { ...at, kinds: ['OWNER'], recordCount: 1 }],
      [deputy, 'SALES_ADMIN_DEPT', ApproveDataRequest, at],
      [deputy, 'SALES_ADMIN_DEPT', RejectDataRequest, { ...at, opinion: '否' }],
      [admin, 'DEPUTY_GENERAL_MANAGER', ReleaseData, at],
      [supervisor, 'SALES_ADMIN_DEPT', ReceiveData, { ...at, securityPledge: true }],
    ] as const;
    for (const [right, wrong, contract, message] of steps) {
      expect(await infoDept.refusal(colleague(wrong), contract, message)).toMatchObject({
        kind: 'forbidden',
        code: 'request.forbidden',
      });
      expect(await infoDept.refusal(right, contract, { ...message, version: 9 })).toMatchObject({ kind: 'stale' });
      expect(await infoDept.refusal(stranger(right.roles[0]!), contract, message)).toMatchObject({ kind: 'not-found' });
      expect(await infoDept.refusal(right, contract, { ...message, dataRequestId: newId() })).toMatchObject({
        kind: 'not-found',
      });
      if (contract !== SignDataRequest)
        expect(await infoDept.refusal(right, contract, message)).toMatchObject({ code: 'data-request.illegal-step' });
    }
    expect(await infoDept.refusal(colleague('BANK'), ApplyForData, form)).toMatchObject({ kind: 'forbidden' });
    expect(await infoDept.refusal(stranger('SALES_CONSULTANT'), ApplyForData, form)).toMatchObject({
      kind: 'not-found',
    });
    expect(
      await infoDept.refusal(stranger('SALES_CONSULTANT'), GetDataRequest, { dataRequestId: request.id }),
    ).toMatchObject({ kind: 'not-found' });
    expect((await infoDept.ask(stranger('SALES_CONSULTANT'), FindDataRequests, {})).items).toEqual([]);
    expect(await infoDept.refusal(applicant, ApplyForData, { ...form, requestedCount: 0 })).toMatchObject({
      kind: 'rule',
      code: 'data-request.no-records',
    });
    expect(
      await infoDept.refusal(applicant, ApplyForData, { ...form, sourceProjectIds: ['unheard-of'] }),
    ).toMatchObject({ code: 'data-request.project-unknown' });
  });

  test('whoever decides finds what waits for him', async () => {
    const request = await reviewed(3000);
    const waiting = await infoDept.ask(boss, FindDataRequests, {
      state: 'REVIEWED',
      approverRole: 'GENERAL_MANAGER',
      limit: 1,
    });
    expect(waiting.items).toEqual([request]);
    expect((await infoDept.ask(boss, FindDataRequests, { projectId: 'terrace', state: 'REVIEWED' })).items).toEqual([]);
  });

  test('a project counts where it was placed last, and only 销售管理部 and the general manager place it', async () => {
    await infoDept.ask(boss, PlaceProject, { projectId: 'moving', company: '邻里国际' });
    expect(await infoDept.ask(applicant, ApplyForData, { ...form, sourceProjectIds: ['moving'] })).toMatchObject({
      scope: 'CROSS_COMPANY',
    });
    const placed = await infoDept.ask(admin, PlaceProject, { projectId: 'moving', company: '邻里置业' });
    expect(await infoDept.ask(applicant, ApplyForData, { ...form, sourceProjectIds: ['moving'] })).toMatchObject({
      scope: 'INTERNAL',
    });
    expect((await infoDept.ask(admin, FindProjectPlacements, { projectId: 'moving', limit: 1 })).items).toEqual([
      placed,
    ]);
    expect(await infoDept.refusal(applicant, PlaceProject, { projectId: 'moving', company: '邻里置业' })).toMatchObject(
      { kind: 'forbidden' },
    );
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
