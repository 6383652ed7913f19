import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DataReleased, type ApplyForData, type Role, type ShareScope } from '@linli/contracts';
import { raisedBy, Refusal } from '@linli/kernel';
import { sharingTables } from '../migrations/002-sharing.js';
import { firstRules } from '../migrations/003-first-matrix.js';
import { DataRequest, type Colleague } from './data-request.js';
import { dataRequestWorkflow } from './data-request.workflow.js';

const at = new Date('2026-05-01T02:00:00Z');
const matrix = { matrixVersion: 7, rules: firstRules };
const person = (id: string, role: Role, department = '售楼部'): Colleague => ({
  id,
  name: id,
  department,
  roles: [role],
});
const applicant = person('applicant', 'SALES_CONSULTANT');
const head = person('head', 'DEPARTMENT_HEAD');
const admin = person('admin', 'SALES_ADMIN_DEPT', '销售管理部');
const director = person('director', 'SALES_DIRECTOR', '销售管理部');
const deputy = person('deputy', 'DEPUTY_GENERAL_MANAGER', '总经理室');
const boss = person('boss', 'GENERAL_MANAGER', '总经理室');
const supervisor = person('supervisor', 'DEPARTMENT_SUPERVISOR');

const form: ApplyForData = {
  purpose: '新盘推介',
  kinds: ['PROSPECT', 'OWNER', 'PROSPECT'],
  sourceProjectIds: ['lakeside'],
  targetProjectIds: ['binjiang', 'hilltop'],
  fields: ['NAME', 'PHONE'],
  requestedCount: 5000,
  useFrom: '2026-05-01',
  useTo: '2026-06-30',
};
const given = { allocationFiled: false, feedbackEveryDays: 7 };
const receipt = { receiptNo: 'QS-2026-000001', securityPledge: true };

const drafted = (scope: ShareScope = 'INTERNAL', more: Partial<ApplyForData> = {}, by = applicant) =>
  DataRequest.open(
    { ...form, ...more },
    { scope, directorId: scope === 'OWN_PROJECTS' ? 'director' : null },
    by,
    at,
    'GX-2026-000001',
  );
const reviewed = (recordCount: number, scope: ShareScope = 'INTERNAL', by = applicant) => {
  const request = drafted(scope, {}, by);
  request.sign(head, at);
  request.review({ kinds: ['OWNER'], recordCount }, matrix, admin, at);
  return request;
};
const approved = (recordCount: number, scope: ShareScope, by: Colleague) => {
  const request = reviewed(recordCount, scope);
  request.approve(by, undefined, at);
  return request;
};
const refusal = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('客户资源需求申请单', () => {
  test('it names kinds, number, purpose and projects, each kind once [REQ-291]', () => {
    expect(drafted()).toMatchObject({
      state: 'DRAFT',
      formNo: 'GX-2026-000001',
      applyingDept: '售楼部',
      appliedOn: '2026-05-01',
      kinds: ['PROSPECT', 'OWNER'],
      requestedCount: 5000,
      projectId: 'binjiang',
    });
  });

  test('nothing asked, no records, no projects and a period that ends before it begins are refused', () => {
    expect(refusal(() => drafted('INTERNAL', { requestedCount: 0 })).code).toBe('data-request.no-records');
    expect(refusal(() => drafted('INTERNAL', { kinds: [] })).code).toBe('data-request.nothing-asked');
    expect(refusal(() => drafted('INTERNAL', { fields: [] })).code).toBe('data-request.nothing-asked');
    expect(refusal(() => drafted('INTERNAL', { targetProjectIds: [] })).code).toBe('data-request.projects-missing');
    expect(refusal(() => drafted('INTERNAL', { useTo: '2026-04-30' })).code).toBe('data-request.period-backwards');
  });

  test('the head of the applying department signs, not of another one and not his own request [REQ-292]', () => {
    expect(refusal(() => drafted().sign(person('head', 'DEPARTMENT_HEAD', '财务部'), at)).code).toBe(
      'data-request.other-department',
    );
    expect(refusal(() => drafted('INTERNAL', {}, head).sign(head, at)).code).toBe('data-request.own-request');
    const request = drafted();
    request.sign(head, at);
    expect(request).toMatchObject({ state: 'HEAD_SIGNED', signedBy: 'head', signedAt: at });
  });

  test('销售管理部 fixes kinds and number within what was asked for [REQ-293]', () => {
    const request = drafted();
    request.sign(head, at);
    expect(refusal(() => request.review({ kinds: ['TENANT'], recordCount: 5 }, matrix, admin, at)).code).toBe(
      'data-request.kinds-not-asked',
    );
    expect(refusal(() => request.review({ kinds: [], recordCount: 5 }, matrix, admin, at)).code).toBe(
      'data-request.kinds-not-asked',
    );
    expect(refusal(() => request.review({ kinds: ['OWNER'], recordCount: 5001 }, matrix, admin, at)).code).toBe(
      'data-request.more-than-asked',
    );
    expect(refusal(() => request.review({ kinds: ['OWNER'], recordCount: 0 }, matrix, admin, at)).code).toBe(
      'data-request.no-records',
    );
    request.review({ kinds: ['OWNER'], recordCount: 5000 }, matrix, admin, at);
    expect(request).toMatchObject({
      state: 'REVIEWED',
      approvedKinds: ['OWNER'],
      approvedCount: 5000,
      reviewedBy: 'admin',
    });
  });

  test.each([
    [1, 'INTERNAL', 'DEPUTY_GENERAL_MANAGER'],
    [1999, 'INTERNAL', 'DEPUTY_GENERAL_MANAGER'],
    [2000, 'INTERNAL', 'DEPUTY_GENERAL_MANAGER'],
    [2001, 'INTERNAL', 'GENERAL_MANAGER'],
    [1, 'CROSS_COMPANY', 'GENERAL_MANAGER'],
    [2000, 'OWN_PROJECTS', 'SALES_DIRECTOR'],
    [2001, 'OWN_PROJECTS', 'GENERAL_MANAGER'],
  ] as const)(
    '%i records, %s, go to %s, by the version of the matrix that is noted on the form [REQ-294]',
    (count, scope, approverRole) => {
      expect(reviewed(count, scope)).toMatchObject({ approverRole, matrixVersion: 7 });
    },
  );

  test('whoever is not the one to decide is refused and told who is', () => {
    expect(refusal(() => reviewed(2001).approve(deputy, undefined, at))).toMatchObject({
      kind: 'forbidden',
      code: 'data-request.not-your-decision',
      details: { approverRole: 'GENERAL_MANAGER' },
    });
    expect(refusal(() => reviewed(2000).reject(boss, '不同意', at)).details).toEqual({
      approverRole: 'DEPUTY_GENERAL_MANAGER',
    });
  });

  test('nobody decides on his own request', () => {
    expect(
      refusal(() => reviewed(2000, 'INTERNAL', { ...deputy, department: '售楼部' }).approve(deputy, undefined, at))
        .code,
    ).toBe('data-request.own-request');
  });

  test('among sales directors only the one in charge of the projects decides [REQ-295]', () => {
    expect(
      refusal(() => reviewed(10, 'OWN_PROJECTS').approve(person('rival', 'SALES_DIRECTOR'), undefined, at)).code,
    ).toBe('data-request.not-your-projects');
    expect(approved(10, 'OWN_PROJECTS', director)).toMatchObject({ state: 'APPROVED', decidedBy: 'director' });
  });

  test('data are released only after approval, at most as many as approved, and told to all [REQ-300]', () => {
    expect(refusal(() => reviewed(10).release(admin, given, at)).code).toBe('data-request.illegal-step');
    const request = approved(10, 'INTERNAL', deputy);
    expect(refusal(() => request.release(admin, { ...given, recordCount: 11 }, at)).code).toBe(
      'data-request.more-than-approved',
    );
    request.release(admin, { ...given, recordCount: 9 }, at);
    expect(request).toMatchObject({ state: 'RELEASED', releasedCount: 9, feedbackDueOn: '2026-05-08' });
    expect(raisedBy(request)).toEqual([
      {
        event: DataReleased,
        payload: {
          dataRequestId: request.id,
          targetProjectId: 'binjiang',
          targetProjectIds: ['binjiang', 'hilltop'],
          recordCount: 9,
        },
      },
    ]);
  });

  test('what a sales director approved himself is not released before his allocation record is filed [REQ-296]', () => {
    const request = approved(2000, 'OWN_PROJECTS', director);
    expect(refusal(() => request.release(admin, given, at)).code).toBe('data-request.allocation-not-filed');
    request.release(admin, { ...given, allocationFiled: true }, at);
    expect(request.state).toBe('RELEASED');
    const big = approved(2001, 'OWN_PROJECTS', boss);
    big.release(admin, given, at);
    expect(big.state).toBe('RELEASED');
  });

  test('共享资源签收确认单: the receiving department signs, pledges safety and names the keeper [REQ-301]', () => {
    const request = approved(10, 'INTERNAL', deputy);
    request.release(admin, given, at);
    expect(
      refusal(() => request.receive(person('supervisor', 'DEPARTMENT_SUPERVISOR', '财务部'), receipt, at)).code,
    ).toBe('data-request.other-department');
    expect(refusal(() => request.receive(supervisor, { ...receipt, securityPledge: false }, at)).code).toBe(
      'data-request.pledge-missing',
    );
    request.receive(supervisor, receipt, at);
    expect(request).toMatchObject({
      state: 'RECEIVED',
      receiptNo: 'QS-2026-000001',
      receivedBy: 'supervisor',
      custodian: 'supervisor',
    });
  });
});

describe('The steps of a data request', () => {
  const steps: Record<string, (request: DataRequest) => void> = {
    sign: (request) => request.sign(head, at),
    review: (request) => request.review({ kinds: ['OWNER'], recordCount: 10 }, matrix, admin, at),
    approve: (request) => request.approve(deputy, undefined, at),
    reject: (request) => request.reject(deputy, '不同意', at),
    release: (request) => request.release(admin, given, at),
    receive: (request) => request.receive(supervisor, receipt, at),
  };
  const ways: Record<string, string[]> = {
    DRAFT: [],
    HEAD_SIGNED: ['sign'],
    REVIEWED: ['sign', 'review'],
    APPROVED: ['sign', 'review', 'approve'],
    REJECTED: ['sign', 'review', 'reject'],
    RELEASED: ['sign', 'review', 'approve', 'release'],
    RECEIVED: ['sign', 'review', 'approve', 'release', 'receive'],
  };
  const inState = (state: string) => {
    const request = drafted();
    for (const step of ways[state]!) steps[step]!(request);
    return request;
  };

  test('in every state exactly the steps of the table are possible', () => {
    expect(Object.keys(steps).sort()).toEqual([...dataRequestWorkflow.actions].sort());
    for (const state of dataRequestWorkflow.states) {
      expect(inState(state).state).toBe(state);
      for (const action of dataRequestWorkflow.actions) {
        const request = inState(state);
        if (dataRequestWorkflow.can(state, action)) {
          steps[action]!(request);
          expect(request.state).toBe(dataRequestWorkflow.move(state, action));
        } else {
          expect(refusal(() => steps[action]!(request))).toMatchObject({
            kind: 'conflict',
            code: 'data-request.illegal-step',
          });
          expect(request.state).toBe(state);
        }
      }
    }
  });

  test('the table, the README and the constraint of the database show the same steps', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(dataRequestWorkflow.diagram());
    expect(sharingTables.sql).toContain(dataRequestWorkflow.check('state'));
  });
});
