import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FindComplaints,
  ProjectOpened,
  RegisterComplaint,
  WithdrawComplaint,
  type ComplaintView,
} from '@linli/contracts';
import { dayOf, newId, plusDays } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from './app.module.js';
import { complaints } from './service.js';

const handler = colleague('COMPLAINT_HANDLER');
const newProject = () => `p-${newId().slice(-12)}`;
const complaint = (projectId: string) => ({
  ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', category: 'QUALITY' },
  ...{ urgency: 'NORMAL', content: '卫生间渗水', room: '3-1-1201', dueOn: plusDays(dayOf(new Date()), 7) },
  ...{ customerName: '王芳', phone: '13800138000' },
});

describe('A complaint of a project that this department has not heard of', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());

  const register = (projectId: string): Promise<ComplaintView> =>
    dept.ask(handler, RegisterComplaint, complaint(projectId));
  const opened = async (projectId: string): Promise<void> => {
    const event = { projectId, ownerDepartment: 'PROJECT_DEPT' };
    await dept.tell(ProjectOpened, event, { aggregateId: projectId, sequence: 1 });
    await eventually(async () => (await dept.progress('sales-office', projectId)) >= 1, 'the news did not arrive');
  };

  test('is not taken while the sales office cannot be asked, and is sent again later', async () => {
    expect(await dept.refusal(handler, RegisterComplaint, complaint(newProject()))).toMatchObject({
      ...{ kind: 'unavailable', code: 'project.not-checked', retryable: true },
      message: '暂时无法核对这个项目编号，请稍后再试。',
    });
  });

  test('is taken by every replica as soon as the news of the project have come, whichever of them took those', async () => {
    const projectId = newProject();
    const replica = await ServiceUnderTest.start(AppModule, complaints, { replicaOf: dept });
    try {
      const crowd = Array.from({ length: 12 }, () => projectId); // any of the two may answer
      const asked = (code: string) => dept.refusal(handler, RegisterComplaint, complaint(code));
      for (const { kind } of await Promise.all(crowd.map(asked))) expect(kind).toBe('unavailable');
      await opened(projectId);
      for (const made of await Promise.all(crowd.map(register))) expect(made).toMatchObject({ projectId });
    } finally {
      await replica.stop();
    }
  });

  test('is looked up once: from then on the project is known by heart', async () => {
    const projectId = newProject();
    await opened(projectId);
    const { id: complaintId, version } = await register(projectId);
    await dept.rows('delete from known_project where project_id = ?', [projectId]);
    await register(projectId);
    const withdrawn = await dept.ask(handler, WithdrawComplaint, { complaintId, version, reason: '客户撤回' });
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('is in no list, and the question for such a project is not refused', async () => {
    expect((await dept.ask(handler, FindComplaints, { projectId: newProject() })).items).toEqual([]);
  });
});
