import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Files } from '@linli/bus';
import {
  AcknowledgeMoveInNotice,
  CompleteMoveInTask,
  FileLeaseAgreement,
  FileOwnerUndertaking,
  FindMoveInNotices,
  FindMoveInTasks,
  GetMoveInNotice,
  GetMoveInTask,
  OpenMoveIn,
} from '@linli/contracts';
import { another, colleague, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import { assistant, handedOver, officer, ownerAt, steps } from '../test/cases.js';

describe('What follows a move-in: 入住知会单, needs and papers', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
  }, 60_000);
  afterAll(() => dept.stop());

  test('every department confirms once what it did, without waiting for the others [REQ-010]', async () => {
    const { noticeId } = await ownerAt(dept, 'issueNotice');
    const before = await dept.ask(officer, GetMoveInNotice, { noticeId: noticeId! });
    expect(before).toMatchObject({
      state: 'ISSUED',
      focusServices: [{ department: 'CLEANING', item: '楼层环境' }],
      acknowledgements: [],
      allowed: ['acknowledge'],
    });
    const staff = colleague('PROJECT_STAFF');
    const attempts = await Promise.all(
      before.departments.map((department) =>
        dept.ask(staff, AcknowledgeMoveInNotice, { noticeId: noticeId!, department, done: '已落实' }),
      ),
    );
    expect(attempts).toHaveLength(6);
    const after = await dept.ask(officer, GetMoveInNotice, { noticeId: noticeId! });
    expect(after).toMatchObject({ state: 'ACKNOWLEDGED', missing: [], allowed: [] });
    expect(after.acknowledgements.map(({ by, done }) => `${by} ${done}`)).toEqual(
      Array<string>(6).fill('项目全体人员 已落实'),
    );
    expect(
      await dept.refusal(staff, AcknowledgeMoveInNotice, { noticeId: noticeId!, department: 'CLEANING', done: '再次' }),
    ).toMatchObject({
      code: 'move-in-notice.already-acknowledged',
    });
  });

  test('the answer to an acknowledgement is what is read afterwards; a department that was not told is refused', async () => {
    const { noticeId } = await ownerAt(dept, 'issueNotice');
    const order = { noticeId: noticeId!, department: 'CLEANING', done: '已保洁' };
    expect(await dept.refusal(officer, AcknowledgeMoveInNotice, { ...order, department: 'KITCHEN' })).toMatchObject({
      code: 'move-in-notice.unknown-department',
    });
    expect(await dept.refusal(colleague('SALES_CONSULTANT'), AcknowledgeMoveInNotice, order)).toMatchObject({
      kind: 'forbidden',
    });
    expect(await dept.refusal(stranger('CS_OFFICER'), AcknowledgeMoveInNotice, order)).toMatchObject({
      kind: 'not-found',
    });
    const answered = await dept.ask(officer, AcknowledgeMoveInNotice, order);
    expect(await dept.ask(officer, GetMoveInNotice, { noticeId: noticeId! })).toEqual(answered);
    const stillToDo = async (missing: string) =>
      (await dept.ask(officer, FindMoveInNotices, { missing })).items.some(({ id }) => id === noticeId);
    expect([await stillToDo('CLEANING'), await stillToDo('SECURITY')]).toEqual([false, true]);
  });

  test('a need is open until a colleague has met it', async () => {
    const moveIn = await ownerAt(dept, 'congratulate');
    const [task] = (await dept.ask(officer, FindMoveInTasks, { moveInId: moveIn.id, state: 'OPEN' })).items;
    const order = { taskId: task!.id, version: task!.version, result: '已安装' };
    expect(await dept.refusal(colleague('CASHIER'), CompleteMoveInTask, order)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(officer, CompleteMoveInTask, { ...order, version: 7 })).toMatchObject({ kind: 'stale' });
    expect(await dept.refusal(stranger('CS_OFFICER'), CompleteMoveInTask, order)).toMatchObject({ kind: 'not-found' });
    const done = await dept.ask(officer, CompleteMoveInTask, order);
    expect(done).toMatchObject({
      state: 'DONE',
      version: 2,
      result: '已安装',
      completedBy: '客服部管理员',
      allowed: [],
    });
    expect(await dept.ask(officer, GetMoveInTask, { taskId: task!.id })).toEqual(done);
    expect(await dept.refusal(officer, CompleteMoveInTask, { ...order, version: 2 })).toMatchObject({
      code: 'move-in-task.illegal-step',
    });
  });

  test('the scan of a paper is kept with the case; a file of somebody else is not taken', async () => {
    const { unitId } = await handedOver(dept);
    const moveIn = await dept.ask(assistant, OpenMoveIn, {
      unitId,
      occupantKind: 'TENANT',
      occupantName: '韩梅梅',
      phone: '13822223333',
    });
    const files = new Files(dept.service.connection.nc);
    const put = (owner: string) =>
      files.put(Buffer.from('scan'), { name: '业主承诺书.pdf', type: 'application/pdf', owner });
    const order = (fileId: string) => ({ moveInId: moveIn.id, version: 1, signedOn: '2026-01-05', fileId });
    const foreign = await put(another('CUSTOMER_ASSISTANT').id);
    expect(await dept.refusal(assistant, FileOwnerUndertaking, order(foreign.fileId))).toMatchObject({
      code: 'file.not-found',
    });
    const { fileId } = await put(assistant.id);
    const filed = await dept.ask(assistant, FileOwnerUndertaking, order(fileId));
    const twice = { ...order(fileId), version: 2, leaseFrom: '2026-01-10', leaseUntil: '2027-01-09' };
    expect(await dept.refusal(assistant, FileLeaseAgreement, twice)).toMatchObject({
      kind: 'conflict',
      code: 'file.already-filed',
    });
    expect(filed.papers).toMatchObject([{ kind: 'OWNER_UNDERTAKING', signedOn: '2026-01-05', fileId, by: '客户助理' }]);
    expect(
      await dept.rows(`select name, convert_from(bytes, 'UTF8') as text from kept_file where move_in_id = ?`, [
        moveIn.id,
      ]),
    ).toEqual([{ name: '业主承诺书.pdf', text: 'scan' }]);
  });

  test('a notice asks nothing of a department that does not exist', async () => {
    const moveIn = await ownerAt(dept, 'congratulate');
    const { command, by, fields } = steps.issueNotice;
    const focusServices = [{ department: 'KITCHEN', item: '早餐' }];
    expect(
      await dept.refusal(by, command, { ...fields, focusServices, moveInId: moveIn.id, version: moveIn.version }),
    ).toMatchObject({
      code: 'move-in-notice.unknown-department',
    });
  });
});
