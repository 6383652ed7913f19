import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  clocksOf,
  CareNodeDue,
  FileContract,
  FindCareNodes,
  GetCareNode,
  LogCareContact,
  RecordLoanDisbursement,
  ScheduleSigning,
  SignContract,
  type CareNodeView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { colleague, eventually, stranger } from '@linli/testing';
import { consultant, controller, finance, mortgage, Office, rival, supervisor } from '../test/office.js';

const { PublishClockPolicy } = clocksOf('sales-office');

describe('The fixed contacts that a buyer is owed', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());
  beforeEach(async () => {
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  });

  const nodesOf = async (subscriptionId: string): Promise<CareNodeView[]> =>
    (await office.dept.ask(supervisor, FindCareNodes, { subscriptionId })).items;
  const nodeOf = async (subscriptionId: string, kind: string): Promise<CareNodeView> => {
    await office.dept.travel('0 seconds');
    return eventually(
      async () => (await nodesOf(subscriptionId)).find((node) => node.kind === kind && node.state === 'DUE'),
      `${kind} did not fall due`,
    );
  };
  const waiting = (subscriptionId: string) =>
    office.dept.rows<{ rule: string; cycle: string }>(
      'select rule, cycle from clock where subject_id = ? and fired_at is null and cancelled_at is null order by rule',
      [subscriptionId],
    );

  test('the buyer is called on the third day after his subscription, once [REQ-120]', async () => {
    const { id, buyers } = await office.subscribed();
    await office.dept.travel('2 days');
    expect(await waiting(id)).toEqual([{ rule: 'three-days-after-subscription', cycle: '1' }]);
    await office.dept.travel('1 day');
    const node = await nodeOf(id, 'THREE_DAYS_AFTER_SUBSCRIPTION');
    expect(node).toMatchObject({
      dueOn: plusDays(today, 3),
      state: 'DUE',
      allowed: ['logContact'],
      partyId: buyers[0]?.partyId,
    });
    expect(await office.dept.published(CareNodeDue)).toContainEqual(
      expect.objectContaining({ nodeId: node.id, kind: node.kind, subscriptionId: id }),
    );
    await office.dept.travel('3 days');
    expect(await nodesOf(id)).toHaveLength(1);
  });

  test('a cancelled subscription reminds nobody: what is planned and what is due ends [REQ-120]', async () => {
    const { id: subscriptionId, version } = await office.subscribed();
    const sent = { subscriptionId, version, signingOn: plusDays(today, 1) };
    await office.dept.ask(consultant, ScheduleSigning, sent);
    const due = await nodeOf(subscriptionId, 'DAY_BEFORE_SIGNING');
    await office.cancelled({ id: subscriptionId });
    expect(await waiting(subscriptionId)).toEqual([]);
    expect(await office.dept.ask(supervisor, GetCareNode, { careNodeId: due.id })).toMatchObject({
      state: 'CANCELLED',
      allowed: [],
    });
  });

  test('the buyer is reminded one day before signing; a moved day has a reminder of its own [REQ-121]', async () => {
    const { id: subscriptionId, version } = await office.subscribed();
    const first = await office.dept.ask(consultant, ScheduleSigning, {
      subscriptionId,
      version,
      signingOn: plusDays(today, 2),
    });
    const moved = await office.dept.ask(consultant, ScheduleSigning, {
      subscriptionId,
      version: first.version,
      signingOn: plusDays(today, 6),
    });
    expect(await waiting(subscriptionId)).toContainEqual({ rule: 'day-before-signing', cycle: plusDays(today, 6) });
    await office.dept.travel('4 days');
    await nodeOf(subscriptionId, 'THREE_DAYS_AFTER_SUBSCRIPTION');
    expect((await nodesOf(subscriptionId)).map(({ kind }) => kind)).toEqual(['THREE_DAYS_AFTER_SUBSCRIPTION']);
    await office.dept.travel('1 day');
    const due = await nodeOf(subscriptionId, 'DAY_BEFORE_SIGNING');
    expect(due.dueOn).toBe(plusDays(today, 5));
    await office.dept.ask(consultant, ScheduleSigning, {
      subscriptionId,
      version: moved.version,
      signingOn: plusDays(today, 9),
    });
    expect(await office.dept.ask(consultant, GetCareNode, { careNodeId: due.id })).toMatchObject({
      state: 'CANCELLED',
    });
    await office.dept.travel('3 days');
    expect(await nodeOf(subscriptionId, 'DAY_BEFORE_SIGNING')).toMatchObject({ dueOn: plusDays(today, 8) });
  });

  test('signing tomorrow, set today, reminds at once [REQ-121]', async () => {
    const { id: subscriptionId, version } = await office.subscribed();
    await office.dept.ask(consultant, ScheduleSigning, { subscriptionId, version, signingOn: plusDays(today, 1) });
    expect(await nodeOf(subscriptionId, 'DAY_BEFORE_SIGNING')).toMatchObject({ dueOn: today });
  });

  test('a signed contract needs no reminder of its signing, but a revisit seven days later [REQ-122]', async () => {
    const subscription = await office.subscribed();
    const { id: subscriptionId, version } = subscription;
    await office.dept.ask(consultant, ScheduleSigning, { subscriptionId, version, signingOn: plusDays(today, 5) });
    await office.dept.ask(controller, SignContract, office.contractForm(subscription));
    await office.dept.travel('6 days');
    await nodeOf(subscriptionId, 'THREE_DAYS_AFTER_SUBSCRIPTION');
    expect((await nodesOf(subscriptionId)).map(({ kind }) => kind)).toEqual(['THREE_DAYS_AFTER_SUBSCRIPTION']);
    await office.dept.travel('1 day');
    expect(await nodeOf(subscriptionId, 'SEVEN_DAYS_AFTER_SIGNING')).toMatchObject({ dueOn: plusDays(today, 7) });
  });

  test('a message alone does not complete a node before the loan notice, a logged call does [REQ-127]', async () => {
    const { id: subscriptionId, version } = await office.subscribed();
    await office.dept.ask(consultant, ScheduleSigning, { subscriptionId, version, signingOn: plusDays(today, 1) });
    const { id: careNodeId, version: seen } = await nodeOf(subscriptionId, 'DAY_BEFORE_SIGNING');
    const texted = await office.dept.ask(consultant, LogCareContact, {
      careNodeId,
      version: seen,
      channel: 'SMS',
      note: '已发资料清单',
    });
    expect(texted).toMatchObject({ state: 'DUE', contacts: [{ channel: 'SMS', by: consultant.name }] });
    const callId = '0192f5a0-0000-7000-8000-000000000001';
    const sent = { careNodeId, version: texted.version, channel: 'CALL', callId, note: '已电话提醒' };
    for (const by of [colleague('CASHIER'), finance])
      expect(await office.dept.refusal(by, LogCareContact, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(rival, LogCareContact, sent)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(stranger('SALES_SUPERVISOR'), LogCareContact, sent)).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(consultant, LogCareContact, { ...sent, version: seen })).toMatchObject({
      kind: 'stale',
    });
    const called = await office.dept.ask(consultant, LogCareContact, sent);
    expect(called).toMatchObject({
      state: 'COMPLETED',
      allowed: [],
      contacts: [{ channel: 'SMS' }, { channel: 'CALL', callId }],
    });
    expect(await office.dept.ask(consultant, GetCareNode, { careNodeId })).toEqual(called);
    expect(await office.dept.refusal(consultant, LogCareContact, { ...sent, version: called.version })).toMatchObject({
      code: 'care-node.illegal-step',
    });
  });

  test('for the notice of the payout a message will do, for that of the filing it will not [REQ-127]', async () => {
    const contract = await office.signed(mortgage);
    const filed = await office.dept.ask(controller, FileContract, {
      contractId: contract.id,
      version: contract.version,
      filingNo: 'BA-9',
    });
    await office.dept.ask(finance, RecordLoanDisbursement, { contractId: contract.id, version: filed.version });
    const [filing, payout] = [
      await nodeOf(contract.subscriptionId, 'CONTRACT_FILED'),
      await nodeOf(contract.subscriptionId, 'LOAN_DISBURSED'),
    ];
    const sms = { channel: 'SMS', note: '短信告知' };
    expect(
      await office.dept.ask(consultant, LogCareContact, { careNodeId: filing.id, version: filing.version, ...sms }),
    ).toMatchObject({ state: 'DUE' });
    expect(
      await office.dept.ask(consultant, LogCareContact, { careNodeId: payout.id, version: payout.version, ...sms }),
    ).toMatchObject({ state: 'COMPLETED' });
  });

  test('a changed number holds for later cases, a running one keeps its own', async () => {
    const before = await office.subscribed();
    const rule = { rule: 'day-before-signing', unit: 'NATURAL_DAYS', at: '00:00', validFrom: today };
    await office.dept.ask(colleague('MANAGER_IN_CHARGE'), PublishClockPolicy, { ...rule, amount: -2 });
    const after = await office.subscribed();
    for (const { id: subscriptionId, version } of [before, after]) {
      await office.dept.ask(consultant, ScheduleSigning, { subscriptionId, version, signingOn: plusDays(today, 2) });
    }
    expect(await nodeOf(after.id, 'DAY_BEFORE_SIGNING')).toMatchObject({ dueOn: today });
    expect(await nodesOf(before.id)).toEqual([]);
    await office.dept.ask(colleague('MANAGER_IN_CHARGE'), PublishClockPolicy, { ...rule, amount: -1 });
  });
});
