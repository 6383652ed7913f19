import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ArchiveMoveIn,
  FileOwnerUndertaking,
  FindChargeWatches,
  FindMoveIns,
  FindMoveInTasks,
  FollowUtility,
  GetMoveIn,
  lifeContracts,
  MovedIn,
  MoveInNoticeIssued,
  OpenMoveIn,
  RecordRevisit,
  RevisitDone,
  RevisitDue,
} from '@linli/contracts';
import { eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import {
  assistant,
  cashier,
  clerk,
  handedOver,
  officer,
  ownerAt,
  registrationPapers,
  steps,
  supervisor,
  take,
  tenantPapers,
} from '../test/cases.js';

describe('客户入住', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
  }, 60_000);
  afterAll(() => dept.stop());

  test('an owner goes through the seven steps, each with its hand and time, and the archive tells that he moved in [REQ-001]', async () => {
    const done = await ownerAt(dept, 'archive');
    expect(done.state).toBe('ARCHIVED');
    expect(done.steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      'open 客户助理',
      'confirmIdentity 客户助理',
      'congratulate 客户助理',
      'issueNotice 客户助理',
      'arrangeServices 客户助理',
      'markBilling 收银员',
      'signSafetyAgreement 客户助理',
      'register 客户助理',
      'updateFile 档案员',
      'archive 档案员',
    ]);
    expect(await dept.published(MovedIn)).toContainEqual({
      ...{ moveInId: done.id, unitId: done.unitId, projectId: 'binjiang', room: done.room, partyId: done.ownerPartyId },
      ...{ occupantKind: 'OWNER', moveInDate: '2026-01-31' },
    });
    expect(await dept.ask(clerk, GetMoveIn, { moveInId: done.id })).toEqual(done);
    await dept.quiet();
  });

  test('the number of the ID document is stored sealed and shown masked, with its verifier [REQ-003]', async () => {
    const moveIn = await ownerAt(dept, 'confirmIdentity');
    expect(moveIn).toMatchObject({
      identityKind: 'ID_CARD',
      identityNumber: '110101********1233',
      identityVerifiedBy: '客户助理',
    });
    const [row] = await dept.rows<{ row: string }>('select to_jsonb(m)::text as row from move_in m where id = ?', [
      moveIn.id,
    ]);
    expect(row?.row).not.toContain('110101199003071233');
  });

  test('the number has to fit the document that was shown', async () => {
    const moveIn = await ownerAt(dept, 'open');
    const { command, by } = steps.confirmIdentity;
    const shown = { moveInId: moveIn.id, version: moveIn.version };
    for (const identityNumber of ['110101199003071234', 'E12345678'])
      expect(await dept.refusal(by, command, { ...shown, identityKind: 'ID_CARD', identityNumber })).toMatchObject({
        code: 'party.id-number-not-understood',
      });
    const licence = { identityKind: 'BUSINESS_LICENCE', identityNumber: '91330100799655058B' };
    expect(await dept.ask(by, command, { ...shown, ...licence })).toMatchObject({
      identityNumber: '91**************8B',
    });
  });

  test('a tenant waits for the owner: confirmation, 业主承诺书 and 房屋租赁协议 come before the identity [REQ-004] [REQ-005] [REQ-006]', async () => {
    const { unitId, partyId } = await handedOver(dept);
    let moveIn = await dept.ask(assistant, OpenMoveIn, {
      unitId,
      occupantKind: 'TENANT',
      occupantName: '韩梅梅',
      phone: '13822223333',
    });
    expect(moveIn).toMatchObject({ occupantName: '韩**', phone: '138****3333', ownerPartyId: partyId });
    expect(moveIn.partyId).not.toBe(partyId);
    for (const paper of tenantPapers) {
      expect(moveIn.allowed).not.toContain('confirmIdentity');
      const { command, by, fields } = steps.confirmIdentity;
      expect(
        await dept.refusal(by, command, { ...fields, moveInId: moveIn.id, version: moveIn.version }),
      ).toMatchObject({ code: 'move-in.papers-missing' });
      moveIn = await take(dept, moveIn, paper);
    }
    for (const name of ['confirmIdentity', 'congratulate', 'issueNotice', 'arrangeServices', 'markBilling'] as const)
      moveIn = await take(dept, moveIn, steps[name]);
    const { command, by, fields } = steps.register;
    expect(await dept.refusal(by, command, { ...fields, moveInId: moveIn.id, version: moveIn.version })).toMatchObject({
      details: { missing: ['SAFETY_AGREEMENT', 'TENANT_INFORMATION', 'HOUSEHOLDER_PROOF'] },
    });
    for (const paper of registrationPapers) moveIn = await take(dept, moveIn, paper);
    moveIn = await take(dept, moveIn, steps.register);
    expect(moveIn).toMatchObject({ state: 'REGISTERED', emergencyContact: '李*', emergencyPhone: '139****2222' });
    expect(await dept.ask(assistant, GetMoveIn, { moveInId: moveIn.id })).toEqual(moveIn);
  });

  test('needs become tasks; the notice goes to every department; the cashier watches from his mark on [REQ-008] [REQ-009] [REQ-015]', async () => {
    const moveIn = await ownerAt(dept, 'arrangeServices');
    const tasks = await dept.ask(officer, FindMoveInTasks, { moveInId: moveIn.id });
    expect(tasks.items.map(({ need, state }) => `${need} ${state}`).sort()).toEqual([
      '安装晾衣架 OPEN',
      '推荐家政 OPEN',
    ]);
    expect(
      (await dept.published(MoveInNoticeIssued)).find(({ moveInId }) => moveInId === moveIn.id)?.departments,
    ).toEqual([...['CUSTOMER_SERVICE', 'ENGINEERING', 'SECURITY', 'CLEANING', 'GREENING', 'CHARGES']]);
    const watched = async () =>
      (await dept.ask(cashier, FindChargeWatches, { limit: 100 })).items.find(({ id }) => id === moveIn.id);
    expect(await watched()).toBeUndefined();
    await take(dept, moveIn, steps.markBilling);
    expect(await watched()).toMatchObject({ chargeFrom: '2025-12-20', markedBy: '收银员' });
  });

  test('telephone, network and cable TV are followed until they work; the parking card is noted [REQ-011] [REQ-012] [REQ-013]', async () => {
    const moveIn = await ownerAt(dept, 'arrangeServices');
    expect(moveIn).toMatchObject({
      serviceBriefed: true,
      parkingPass: 'ISSUED',
      utilities: { phone: 'NOT_WANTED', internet: 'REQUESTED', cableTv: 'DONE' },
    });
    expect(moveIn.allowed).toContain('followUtility');
    const done = await dept.ask(assistant, FollowUtility, {
      moveInId: moveIn.id,
      version: moveIn.version,
      utility: 'INTERNET',
      utilityState: 'DONE',
    });
    expect(done).toMatchObject({ state: 'SERVICES_ARRANGED', utilities: { internet: 'DONE' } });
    expect(done.allowed).not.toContain('followUtility');
  });

  test('customer service may register the household, and not without an emergency contact [REQ-023] [REQ-036]', async () => {
    const moveIn = await ownerAt(dept, 'signSafetyAgreement');
    const { emergencyContact: _contact, ...without } = steps.register.fields as Record<string, unknown>;
    const order = { ...steps.register.fields, moveInId: moveIn.id, version: moveIn.version };
    expect(
      await dept.refusal(officer, steps.register.command, { ...without, moveInId: moveIn.id, version: moveIn.version }),
    ).toMatchObject({ kind: 'invalid' });
    expect(await dept.refusal(officer, steps.register.command, { ...order, emergencyPhone: '12' })).toMatchObject({
      code: 'move-in.emergency-phone',
    });
    expect(await take(dept, moveIn, { ...steps.register, by: officer })).toMatchObject({
      state: 'REGISTERED',
      emergencyContact: '李*',
    });
    const [row] = await dept.rows<{ row: string }>('select to_jsonb(m)::text as row from move_in m where id = ?', [
      moveIn.id,
    ]);
    expect(row?.row).not.toMatch(/李雷|13911112222/);
  });

  test('only the file clerk archives, and only after the customer file is updated [REQ-020] [REQ-021]', async () => {
    const moveIn = await ownerAt(dept, 'register');
    const { id: moveInId, version } = moveIn;
    expect(await dept.refusal(assistant, ArchiveMoveIn, { moveInId, version })).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(clerk, ArchiveMoveIn, { moveInId, version })).toMatchObject({
      kind: 'rule',
      code: 'move-in.file-not-updated',
    });
    const filed = await take(dept, moveIn, steps.updateFile);
    expect(
      await dept.rows('select file_no from customer_file where unit_id = ? and file_no = ?', [
        filed.unitId,
        filed.fileNo,
      ]),
    ).toHaveLength(1);
    expect((await take(dept, filed, steps.archive)).state).toBe('ARCHIVED');
  });

  test('the revisit falls due one month after the removal and is recorded once, with the evaluation [REQ-024]', async () => {
    const moveIn = await ownerAt(dept, 'register');
    expect(moveIn.revisitDueOn).toBe('2026-02-28');
    await eventually(
      async () => (await dept.published(RevisitDue)).some(({ moveInId }) => moveInId === moveIn.id),
      'the revisit never fell due, though its day is over',
    );
    const visit = {
      moveInId: moveIn.id,
      version: moveIn.version,
      revisitedOn: '2026-02-28',
      score: 4,
      evaluation: '服务热情',
    };
    expect(await dept.refusal(assistant, RecordRevisit, visit)).toMatchObject({ kind: 'forbidden' });
    const done = await dept.ask(supervisor, RecordRevisit, visit);
    expect(done).toMatchObject({ revisitedBy: '客服部主管', evaluation: '服务热情', revisitInTime: true });
    expect(done.allowed).not.toContain('recordRevisit');
    expect((await dept.published(RevisitDone)).filter(({ moveInId }) => moveInId === moveIn.id)).toHaveLength(1);
    expect(await dept.refusal(officer, RecordRevisit, { ...visit, version: done.version })).toMatchObject({
      code: 'move-in.already-revisited',
    });
  });

  test('a revisit paid in time takes the clock back: nobody is reminded', async () => {
    const [{ today }] = (await dept.rows<{ today: string }>(
      `select to_char(app_now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`,
    )) as [{ today: string }];
    let moveIn = await ownerAt(dept, 'signSafetyAgreement');
    moveIn = await take(dept, moveIn, { ...steps.register, fields: { ...steps.register.fields, moveInDate: today } });
    await dept.ask(officer, RecordRevisit, {
      moveInId: moveIn.id,
      version: moveIn.version,
      revisitedOn: today,
      score: 5,
      evaluation: '满意',
    });
    await dept.travel('40 days');
    const later = await ownerAt(dept, 'register');
    await eventually(
      async () => (await dept.published(RevisitDue)).some(({ moveInId }) => moveInId === later.id),
      'the later clock never fired',
    );
    expect((await dept.published(RevisitDue)).some(({ moveInId }) => moveInId === moveIn.id)).toBe(false);
  });

  test('one case per occupant and unit; not before the keys; an owner is not named again', async () => {
    const { id, unitId } = await ownerAt(dept, 'open');
    expect(id).toBeDefined();
    expect(await dept.refusal(assistant, OpenMoveIn, { unitId, occupantKind: 'OWNER' })).toMatchObject({
      kind: 'conflict',
      code: 'move-in.already-open',
    });
    expect(
      await dept.refusal(assistant, OpenMoveIn, { unitId, occupantKind: 'OWNER', occupantName: '王芳' }),
    ).toMatchObject({ code: 'move-in.owner-is-known' });
    expect(await dept.refusal(assistant, OpenMoveIn, { unitId, occupantKind: 'TENANT' })).toMatchObject({
      code: 'move-in.tenant-unknown',
    });
  });

  test('a wrong role, a stale version, a skipped step and another project are refused for every step', async () => {
    const moveIn = await ownerAt(dept, 'open');
    for (const { command, by, fields } of [...Object.values(steps), ...tenantPapers, ...registrationPapers]) {
      const message = { ...fields, moveInId: moveIn.id, version: moveIn.version };
      const wrong = command.roles.includes('CASHIER') ? clerk : cashier;
      expect(await dept.refusal(wrong, command, message)).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(by, command, { ...message, version: 9 })).toMatchObject({ kind: 'stale' });
      expect(await dept.refusal(stranger(command.roles[0]!), command, message)).toMatchObject({ kind: 'not-found' });
    }
    for (const name of [
      'congratulate',
      'issueNotice',
      'arrangeServices',
      'markBilling',
      'register',
      'archive',
    ] as const) {
      const { command, by, fields } = steps[name];
      expect(
        await dept.refusal(by, command, { ...fields, moveInId: moveIn.id, version: moveIn.version }),
      ).toMatchObject({ code: 'move-in.illegal-step' });
    }
    expect(
      await dept.refusal(assistant, FileOwnerUndertaking, { moveInId: moveIn.id, version: 1, signedOn: '2026-01-05' }),
    ).toMatchObject({ code: 'move-in.paper-of-tenants' });
  });

  test('pages show the own projects and filter what is still to be revisited', async () => {
    expect(await dept.ask(stranger('CS_OFFICER'), FindMoveIns, {})).toEqual({ items: [] });
    const due = await ownerAt(dept, 'register');
    const page = await dept.ask(officer, FindMoveIns, {
      projectId: 'binjiang',
      occupantKind: 'OWNER',
      revisitDueBy: '2026-02-28',
    });
    expect(page.items.find(({ id }) => id === due.id)).toEqual(
      await dept.ask(officer, GetMoveIn, { moveInId: due.id }),
    );
    expect((await dept.ask(officer, FindMoveIns, { unitId: due.unitId, revisitDueBy: '2026-02-27' })).items).toEqual(
      [],
    );
  });

  test('the life of a customer holds his handover and his move-in, oldest first, in Chinese', async () => {
    const { ownerPartyId, id } = await ownerAt(dept, 'register');
    const question = { customerId: ownerPartyId, partyIds: [ownerPartyId] };
    const { facts } = await dept.ask(officer, lifeContracts['property-move-in'], question);
    expect(facts.map(({ title }) => title)).toEqual([
      '房屋交付',
      '业主入住立案',
      '身份已确认',
      '入住登记,入住日期 2026-01-31',
    ]);
    expect(facts[1]).toMatchObject({
      subject: 'move-in',
      subjectId: id,
      state: 'REGISTERED',
      allowed: ['followUtility', 'recordRevisit', 'updateFile'],
    });
    expect(await dept.ask(stranger('CS_OFFICER'), lifeContracts['property-move-in'], question)).toEqual({ facts: [] });
  });
});
