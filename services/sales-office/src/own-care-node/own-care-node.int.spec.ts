import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DefineOwnCareNode,
  EndOwnCareNode,
  FileContract,
  FindCareNodes,
  FindOwnCareNodes,
  LogCareContact,
  SignContract,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { eventually, stranger } from '@linli/testing';
import { noticeTables } from '../migrations/035-notices.js';
import { consultant, controller, manager, Office, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { OwnCareNode } from './own-care-node.js';
import { ownCareNodeWorkflow, type OwnCareNodeState } from './own-care-node.workflow.js';

test('an own node goes the way of the trade and no other', () => {
  const define = () => OwnCareNode.define({ projectId: 'binjiang', name: '生日问候', anchor: 'SIGNED', days: 0 });
  expectOrder(ownCareNodeWorkflow, (state: OwnCareNodeState) => Object.assign(define(), { state }), {
    end: (one) => one.end(),
  });
  expect(noticeTables.sql).toContain(`check (${ownCareNodeWorkflow.check('state')})`);
});

describe('Care nodes of a project', () => {
  let office: Office;
  let today: string;
  const projectId = 'binjiang';
  beforeAll(async () => {
    office = await Office.open(projectId);
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const define = (name: string, anchor: string, days: number) =>
    office.dept.ask(manager, DefineOwnCareNode, { projectId, name, anchor, days });
  const own = async (subscriptionId: string) =>
    (await office.dept.ask(supervisor, FindCareNodes, { subscriptionId })).items.filter(({ kind }) => kind === 'OTHER');

  test('fall due after their event, by name, and are completed by a call only, as the fixed ones are [REQ-341]', async () => {
    await define('认购后五日关怀', 'SUBSCRIBED', 5);
    await define('签约当日致谢', 'SIGNED', 0);
    await define('备案后十日问候', 'FILED', 10);
    const ended = await define('取消的节点', 'SUBSCRIBED', 5);
    await office.dept.ask(manager, EndOwnCareNode, { ownCareNodeId: ended.id, version: ended.version });
    const subscription = await office.subscribed();
    const gone = await office.subscribed();
    await office.cancelled(gone);
    const contract = await office.dept.ask(controller, SignContract, office.contractForm(subscription));
    await office.dept.ask(controller, FileContract, {
      contractId: contract.id,
      version: contract.version,
      filingNo: 'BA-1',
    });
    await office.dept.travel('4 days');
    const titles = async () => (await own(subscription.id)).map(({ title }) => title).sort();
    await eventually(async () => (await titles()).length === 1, 'the thanks of the day of signing never fell due');
    expect(await titles()).toEqual(['签约当日致谢']);
    await office.dept.travel('1 day');
    await eventually(async () => (await titles()).length === 2, 'the own node never fell due');
    const [node] = (await own(subscription.id)).filter(({ title }) => title === '认购后五日关怀');
    expect(node).toMatchObject({ state: 'DUE', dueOn: plusDays(today, 5) });
    const log = { careNodeId: node!.id, note: '问候', version: node!.version };
    const noted = await office.dept.ask(consultant, LogCareContact, { ...log, channel: 'SMS' });
    expect(noted.state).toBe('DUE');
    const done = await office.dept.ask(consultant, LogCareContact, { ...log, version: noted.version, channel: 'CALL' });
    expect(done.state).toBe('COMPLETED');
    await office.dept.travel('5 days');
    await eventually(async () => (await titles()).includes('备案后十日问候'), 'the node after filing never fell due');
    expect(await own(gone.id)).toEqual([]);
  });

  test('are defined once per name by those who may, for their own projects', async () => {
    const form = { projectId, name: '年度回访', anchor: 'LOAN_DISBURSED', days: 365 };
    const node = await office.dept.ask(manager, DefineOwnCareNode, form);
    expect(await office.dept.refusal(manager, DefineOwnCareNode, form)).toMatchObject({
      code: 'own-care-node.defined',
    });
    const end = { ownCareNodeId: node.id, version: node.version };
    const listed = await office.dept.ask(consultant, FindOwnCareNodes, { projectId, state: 'ACTIVE' });
    expect(listed.items).toContainEqual(node);
    for (const [request, message] of [
      [DefineOwnCareNode, { ...form, name: '另一个' }],
      [EndOwnCareNode, end],
    ] as const) {
      expect(await office.dept.refusal(consultant, request, message)).toMatchObject({ kind: 'forbidden' });
      expect(await office.dept.refusal(stranger('SALES_MANAGER'), request, message)).toMatchObject({
        kind: 'not-found',
      });
    }
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindOwnCareNodes, {})).items).toEqual([]);
  });
});
