import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApplyForData,
  ApproveDataRequest,
  DataReleased,
  FileAllocation,
  FindAllocations,
  FindDataRequests,
  FindProjectPlacements,
  GetDataRequest,
  PlaceProject,
  ReceiveData,
  RejectDataRequest,
  ReleaseData,
  ReviewDataRequest,
  SignDataRequest,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { another, colleague, stranger, type ServiceUnderTest } from '@linli/testing';
import { admin, applicant, boss, deputy, director, form, head, Sharing, step } from '../test/sharing.js';

const supervisor = colleague('DEPARTMENT_SUPERVISOR');
const own = { sourceProjectIds: ['garden'], targetProjectIds: ['terrace'] };
const abroad = { sourceProjectIds: ['overseas'] };

describe('Asking for shared customer data', () => {
  let sharing: Sharing;
  let infoDept: ServiceUnderTest;
  beforeAll(async () => {
    sharing = await Sharing.open();
    infoDept = sharing.dept;
    await infoDept.knows('moving', 'unheard-of');
  }, 60_000);
  afterAll(() => sharing.stop());

  const reviewed = (recordCount: number, more: Partial<typeof form> = {}) => sharing.reviewed(recordCount, more);

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
});
