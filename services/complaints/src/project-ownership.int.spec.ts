import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ownershipContracts,
  ProjectOpened,
  ProjectSalesClosed,
  RegisterComplaint,
  WithdrawComplaint,
  type ComplaintView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from './app.module.js';
import { complaints } from './service.js';

const { GetProjectOwnership, FindHandedOverWork } = ownershipContracts.complaints;
const handler = colleague('COMPLAINT_HANDLER');
const projectId = 'binjiang';

describe('At 封盘', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());

  const register = (): Promise<ComplaintView> =>
    dept.ask(handler, RegisterComplaint, {
      ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', category: 'QUALITY' },
      ...{ urgency: 'NORMAL', content: '卫生间渗水', room: '3-1-1201', dueOn: plusDays(dayOf(new Date()), 7) },
      ...{ customerName: '王芳', phone: '13800138000' },
    });
  const heard = (sequence: number) =>
    eventually(async () => (await dept.progress('sales-office', projectId)) >= sequence, 'the news did not arrive');

  test('all open cases of the project pass to 客户事务部 in one record, later ones are its own from the first day [REQ-108] [REQ-326]', async () => {
    await dept.tell(
      ProjectOpened,
      { projectId, ownerDepartment: 'PROJECT_DEPT' },
      { aggregateId: projectId, sequence: 1 },
    );
    await heard(1);
    const [open, over] = [await register(), await register()];
    await dept.ask(handler, WithdrawComplaint, { complaintId: over.id, version: over.version, reason: '客户撤回' });
    await dept.tell(ProjectSalesClosed, { projectId, closedOn: '2026-06-30' }, { aggregateId: projectId, sequence: 2 });
    await heard(2);
    await register();
    expect(await dept.ask(handler, GetProjectOwnership, { projectId })).toEqual({
      ...{ projectId, ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', fromDepartment: 'PROJECT_DEPT' },
      ...{ salesClosedOn: '2026-06-30', tasks: 1, counts: [{ subject: 'COMPLAINT', tasks: 1 }] },
    });
    expect((await dept.ask(handler, FindHandedOverWork, { projectId })).items).toEqual([
      { id: open.id, subject: 'COMPLAINT', state: 'REGISTERED', room: '3-1-1201' },
    ]);
  });
});
