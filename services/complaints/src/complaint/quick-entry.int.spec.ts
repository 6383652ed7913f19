import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeAnswer, encodeRefusal } from '@linli/bus';
import { FindCustomers, GetQuickEntry, lifeContracts, OpenIncident, RegisterComplaint } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { colleague, ServiceUnderTest, stranger, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const assistant = colleague('CUSTOMER_ASSISTANT');
const salesParty = newId();
const ownParty = newId();
const customer = (parties: object[]) => ({
  ...{ id: newId(), version: 1, state: 'ACTIVE', name: '王*', phone: '138****1234', parties },
  ...{ mergedIds: [], possibleDuplicates: [], allowed: [] },
});
const fact = (at: string, subject: string, room: string, projectId = 'binjiang') => ({
  ...{ at, subject, subjectId: newId(), projectId, title: subject, room, allowed: [] },
});

describe('Quick entry', () => {
  let dept: ServiceUnderTest;
  let isAway = false;
  const asked: object[] = [];
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.knows('quiet');
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
    const { nc } = dept.service.connection;
    nc.subscribe(FindCustomers.subject, {
      callback: (_error, message) => {
        const { phone } = message.json<{ phone: string }>();
        if (isAway) return;
        if (phone === '12') message.respond(encodeRefusal(refuse.invalid('customer.phone-not-understood', 'No.'), 't'));
        else if (phone !== '13800001234') message.respond(encodeAnswer(200, { items: [] }));
        else {
          const parties = [
            { partyId: salesParty, service: 'sales-office' },
            { partyId: ownParty, service: 'complaints' },
          ];
          message.respond(encodeAnswer(200, { items: [customer(parties), customer([])] }));
        }
      },
    });
    nc.subscribe(lifeContracts['sales-office'].subject, {
      callback: (_error, message) => {
        asked.push(message.json());
        const facts = [
          fact('2025-01-01T00:00:00.000Z', 'contract', '3-1-1201'),
          fact('2025-06-01T00:00:00.000Z', 'subscription', '5-1-101'),
          fact('2025-06-01T00:00:00.000Z', 'contract', '9-9-99', 'hidden'),
        ];
        message.respond(encodeAnswer(200, { facts }));
      },
    });
    nc.subscribe(lifeContracts['property-move-in'].subject, {
      callback: (_error, message) => {
        const facts = [
          fact('2025-09-01T00:00:00.000Z', 'handover', '3-1-1201'),
          fact('2025-10-01T00:00:00.000Z', 'move-in', '7-1-702'),
        ];
        message.respond(encodeAnswer(200, { facts }));
      },
    });
  }, 60_000);
  afterAll(() => dept.stop());

  const known = { ...handler, projects: ['binjiang', 'quiet'] };
  const entry = (question: object, by: Person = known) => dept.ask(by, GetQuickEntry, question);
  const register = (more: object = {}) =>
    dept.ask(handler, RegisterComplaint, { projectId: 'binjiang', partyId: newId(), content: '卫生间渗水', ...more });

  test('a caller is found by his phone with his units, each once and as what he is, only in the own projects [REQ-161]', async () => {
    const { callers, directoryAsked } = await entry({ phone: '13800001234' });
    expect(directoryAsked).toBe(true);
    expect(callers).toMatchObject([{ partyId: ownParty, name: '王*', phone: '138****1234' }]);
    expect(callers[0]?.units).toEqual([
      { projectId: 'binjiang', room: '7-1-702', customerKind: 'TENANT' },
      { projectId: 'binjiang', room: '3-1-1201', customerKind: 'OWNER' },
      { projectId: 'binjiang', room: '5-1-101', customerKind: 'PROSPECT' },
    ]);
    expect(asked[0]).toMatchObject({ partyIds: [salesParty, ownParty] });
    expect((await entry({ phone: '13900000000' })).callers).toEqual([]);
  });

  test('three fields are enough for a case: what was not said is what it mostly is, due when its clock is [REQ-161] [REQ-168]', async () => {
    const made = await register({ room: '3-1-1201' });
    expect(made).toMatchObject({
      ...{ kind: 'COMPLAINT', channel: 'HOTLINE', source: 'DIRECT', category: 'OTHER', urgency: 'NORMAL' },
      // Ten working days from Wednesday, 2 September.
      ...{ customerKind: 'OWNER', dueOn: '2026-09-16' },
    });
    expect(await register({ kind: 'REPAIR' })).toMatchObject({ customerKind: 'PROSPECT', dueOn: '2026-09-09' });
    expect(await register({ dueOn: '2026-09-30', urgency: 'URGENT' })).toMatchObject({
      ...{ dueOn: '2026-09-30', urgency: 'URGENT' },
    });
    const rows = await dept.rows('select 1 from clock where subject_id = ?', [made.id]);
    expect(rows).toHaveLength(3);
  });

  test('a year without a calendar holds no quick entry up: it is due in two weeks', async () => {
    await dept.rows(`update app_clock set ahead = ahead + interval '118 days'`);
    expect(await register()).toMatchObject({ dueOn: '2027-01-12' });
    await dept.rows(`update app_clock set ahead = ahead - interval '118 days'`);
  });

  test('open cases of the same caller, of his rooms and about the same are shown, the nearest first; ended ones are not [REQ-161] [REQ-164]', async () => {
    const quiet = { projectId: 'quiet' };
    const byWords = await register({ ...quiet, content: '地下车库渗水,墙面发霉' });
    const byRoom = await register({ ...quiet, room: '1-1-101', content: '门禁坏' });
    const other = await register({ ...quiet, content: '物业费算错' });
    const byCaller = await register({ partyId: salesParty, ...quiet, content: '电梯停运' });
    const ended = await register({ ...quiet, room: '1-1-101', content: '车库渗水' });
    await dept.rows(`update complaint set state = 'WITHDRAWN' where id = ?`, [ended.id]);
    const question = { phone: '13800001234', ...quiet, room: '1-1-101', content: '车库渗水,车被滴到' };
    const { similar } = await entry(question);
    expect(similar.map(({ complaint, because }) => [complaint.id, because])).toEqual([
      [byCaller.id, ['CALLER']],
      [byRoom.id, ['ROOM']],
      [byWords.id, ['WORDS']],
    ]);
    expect(similar.map(({ complaint }) => complaint.id)).not.toContain(other.id);
    expect(similar[1]?.complaint).toMatchObject({ formNo: byRoom.formNo, room: '1-1-101', state: 'REGISTERED' });
    expect((await entry({ ...quiet })).similar).toEqual([]);
    expect((await entry(question, stranger('COMPLAINT_HANDLER'))).similar).toEqual([]);
  });

  test('an incident that is not closed is offered for what it is about, and for the cases that are near', async () => {
    const water = { projectId: 'quiet', category: 'QUALITY', title: '三号楼停水', description: '水泵房主管爆裂' };
    const incident = await dept.ask(handler, OpenIncident, water);
    const offered = async (content: string) =>
      (await entry({ projectId: 'quiet', content })).incidents.map(({ id }) => id);
    expect(await offered('三号楼又停水了')).toEqual([incident.id]);
    expect(await offered('绿化枯萎')).toEqual([]);
    await register({ projectId: 'quiet', room: '8-8-808', incidentId: incident.id });
    const near = await entry({ projectId: 'quiet', room: '8-8-808' });
    expect(near.incidents).toMatchObject([{ id: incident.id, openCases: 1 }]);
    expect((await entry({ content: '三号楼停水' }, stranger('COMPLAINT_HANDLER'))).incidents).toEqual([]);
  });

  test('is possible while 客户信息库 is away, which it says; a number that is none is refused', async () => {
    isAway = true;
    expect(await entry({ phone: '13800001234' })).toMatchObject({ directoryAsked: false, callers: [] });
    isAway = false;
    expect(await dept.refusal(handler, GetQuickEntry, { phone: '12' })).toMatchObject({
      code: 'customer.phone-not-understood',
    });
    expect((await entry({}, { ...assistant, projects: ['quiet'] })).directoryAsked).toBe(true);
    expect(await dept.refusal(colleague('CASHIER'), GetQuickEntry, {})).toMatchObject({ kind: 'forbidden' });
  });
});
