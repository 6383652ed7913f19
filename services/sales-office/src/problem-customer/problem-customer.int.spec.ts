import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FindProblemCustomers,
  GetProblemCustomer,
  ReportProblemCustomer,
  SolveProblem,
  TakeUpProblem,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { stranger } from '@linli/testing';
import { registerTables } from '../migrations/032-registers.js';
import { consultant, finance, manager, Office, rival, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { ProblemCustomer } from './problem-customer.js';
import { problemCustomerWorkflow, type ProblemCustomerState } from './problem-customer.workflow.js';

const taken = { measure: '由财务重新核对', owner: '孙主管', dueOn: '2126-05-20' };

test('a problem goes the way of the trade and no other', () => {
  const customer = { projectId: 'binjiang', partyId: 'p', consultantId: 'x', consultant: '赵敏' };
  const report = () =>
    ProblemCustomer.report({ prospectId: 's', kind: 'LOAN', problem: '征信不良' }, customer, {
      ...{ formNo: 'WT-1', by: '赵敏', at: new Date() },
    });
  expectOrder(problemCustomerWorkflow, (state: ProblemCustomerState) => Object.assign(report(), { state }), {
    takeUp: (one) => one.takeUp({ problemCustomerId: 'q', version: 1, ...taken }, new Date()),
    solve: (one) => one.solve('已解决', new Date()),
  });
  expect(registerTables.sql).toContain(`check (${problemCustomerWorkflow.check('state')})`);
});

describe('问题客户一览表', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  test('a difficult customer is before his superiors at once, who say what is done [REQ-096]', async () => {
    const { id: subscriptionId, room } = await office.subscribed();
    const reported = await office.dept.ask(consultant, ReportProblemCustomer, {
      ...{ subscriptionId, kind: 'LOAN', problem: '征信不良,银行拒贷' },
    });
    expect(reported).toMatchObject({ state: 'REPORTED', room, consultant: consultant.name, allowed: ['takeUp'] });
    const { items } = await office.dept.ask(manager, FindProblemCustomers, { state: 'REPORTED', person: '王芳' });
    expect(items).toEqual([reported]);
    const form = { problemCustomerId: reported.id, version: reported.version, ...taken };
    expect(await office.dept.refusal(supervisor, TakeUpProblem, { ...form, dueOn: plusDays(today, -1) })).toMatchObject(
      { code: 'problem-customer.due-in-past' },
    );
    const inHand = await office.dept.ask(supervisor, TakeUpProblem, { ...form, dueOn: today });
    expect(inHand).toMatchObject({
      state: 'IN_HAND',
      measure: taken.measure,
      dueOn: today,
      allowed: ['takeUp', 'solve'],
    });
    const solved = await office.dept.ask(consultant, SolveProblem, {
      ...{ problemCustomerId: reported.id, version: inHand.version, result: '换为公积金贷款' },
    });
    expect(solved).toMatchObject({ state: 'SOLVED', solvedOn: today, allowed: [] });
    expect(await office.dept.ask(manager, GetProblemCustomer, { problemCustomerId: reported.id })).toEqual(solved);
  });

  test('either the prospect or the 认购书 says who it is; colleagues and strangers have no such customer', async () => {
    const { id: prospectId } = await office.prospect();
    const { id: subscriptionId } = await office.subscribed();
    const about = { kind: 'OTHER', problem: '要求退一赔三' };
    for (const both of [{}, { prospectId, subscriptionId }])
      expect(await office.dept.refusal(consultant, ReportProblemCustomer, { ...about, ...both })).toMatchObject({
        code: 'problem-customer.which-customer',
      });
    const { id, version } = await office.dept.ask(consultant, ReportProblemCustomer, { ...about, prospectId });
    const read = { problemCustomerId: id };
    const one = { ...read, version };
    const hidden = [
      [rival, ReportProblemCustomer, { ...about, prospectId }],
      [rival, GetProblemCustomer, read],
      [rival, SolveProblem, { ...one, result: '无' }],
      [stranger('SALES_MANAGER'), GetProblemCustomer, read],
      [stranger('SALES_MANAGER'), TakeUpProblem, { ...one, ...taken }],
    ] as const;
    for (const [by, request, message] of hidden)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'not-found' });
    for (const [by, request, message] of [
      [finance, ReportProblemCustomer, { ...about, prospectId }],
      [consultant, TakeUpProblem, { ...one, ...taken }],
      [finance, SolveProblem, { ...one, result: '无' }],
      [finance, GetProblemCustomer, read],
      [finance, FindProblemCustomers, {}],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(rival, FindProblemCustomers, {})).items).toEqual([]);
  });
});
