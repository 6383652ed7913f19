import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AcceptCustomerData,
  CustomerDataDelivered,
  FindCustomerDataSubmissions,
  FindSubmittedCustomers,
  GetCustomerDataAnalysis,
  GetCustomerDataSubmission,
  GetCustomerFacts,
  LoseProspect,
  OpenProject,
  RecordBuyerProfile,
  ReturnCustomerData,
  SubmitCustomerData,
  type CustomerDataSubmissionView,
  type ProspectView,
} from '@linli/contracts';
import { newId, raisedBy } from '@linli/kernel';
import { colleague, stranger } from '@linli/testing';
import { customerDataTables } from '../migrations/036-customer-data.js';
import { consultant, controller, manager, Office, rival } from '../test/office.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { CustomerDataSubmission } from './customer-data-submission.js';
import { customerDataWorkflow, type CustomerDataState } from './customer-data-submission.workflow.js';

const company = colleague('COMPANY_SALES_DEPT');
const allFacts = {
  ...{ occupation: 'SELF_EMPLOYED', incomeBand: 'FROM_100', education: 'BACHELOR', residentialArea: 'SAME_CITY' },
  motive: 'BETTER_HOME',
};
const draft = () => CustomerDataSubmission.submit('binjiang', 'KS-1', '王经理', new Date());

test('a submission goes the way of the trade and no other', () => {
  expectOrder(customerDataWorkflow, (state: CustomerDataState) => Object.assign(draft(), { state }), {
    accept: (one) => one.accept([], undefined, '何丽', new Date()),
    return: (one) => one.return('缺证件号码', '何丽', new Date()),
  });
  expect(customerDataTables.sql).toContain(`check (${customerDataWorkflow.check('state')})`);
  expect(codeOf(() => draft().count({ customers: 0, buyers: 0, complete: 0, missing: [] }))).toBe(
    'customer-data-submission.nothing-new',
  );
});

describe('客户资料上报', () => {
  let office: Office;
  const projectId = 'binjiang';
  beforeAll(async () => {
    office = await Office.open(projectId);
    await office.dept.ask(manager, OpenProject, { code: 'lakeside', name: '湖畔' });
  }, 60_000);
  afterAll(() => office.stop());

  const submit = (project = projectId) => office.dept.ask(manager, SubmitCustomerData, { projectId: project });
  const step = ({ id, version }: CustomerDataSubmissionView) => ({ submissionId: id, version });
  const accept = (one: CustomerDataSubmissionView) => office.dept.ask(company, AcceptCustomerData, step(one));
  const profiled = ({ id, version }: ProspectView, facts: object = allFacts) =>
    office.dept.ask(consultant, RecordBuyerProfile, { prospectId: id, version, ...facts });
  const analysis = (asked: object = {}) => office.dept.ask(company, GetCustomerDataAnalysis, asked);

  test('customer data go up to the company’s sales department, which analyses all projects in one place and delivers them to the base [REQ-066]', async () => {
    const phone = office.phone();
    const whole = await profiled(await office.prospect(consultant, { phone, channel: 'REFERRAL' }));
    const lost = await office.prospect();
    await office.dept.ask(consultant, LoseProspect, {
      ...{ prospectId: lost.id, version: lost.version, reason: '买了别处', reasonCode: 'PRICE' },
    });
    const { id: confirmationId } = await office.subscribed();
    expect(confirmationId).toEqual(expect.any(String));
    const elsewhere = await office.prospect(rival, { phone, projectId: 'lakeside' });

    const submitted = await submit();
    expect(submitted).toMatchObject({
      ...{ state: 'SUBMITTED', customers: 3, buyers: 1, complete: 1, allowed: ['accept', 'return'] },
      missing: [
        ...['EDUCATION', 'ID_NUMBER', 'INCOME', 'MOTIVE', 'OCCUPATION', 'RESIDENTIAL_AREA'].map((fact) => ({
          ...{ fact, customers: fact === 'ID_NUMBER' ? 1 : 2 },
        })),
      ],
    });
    expect(await analysis()).toMatchObject({ customers: 0, projects: [], facts: [] });
    const { items: lines } = await office.dept.ask(company, FindSubmittedCustomers, { submissionId: submitted.id });
    expect(lines.find(({ prospectId }) => prospectId === whole.id)).toEqual({
      ...{ prospectId: whole.id, partyId: whole.partyId, name: '王*', phone: expect.stringContaining('****') },
      ...{ standing: 'PROSPECT', consultant: consultant.name, missing: [] },
    });
    const incomplete = { submissionId: submitted.id, missing: 'ID_NUMBER' };
    expect((await office.dept.ask(company, FindSubmittedCustomers, incomplete)).items).toMatchObject([
      { standing: 'BUYER' },
    ]);

    const accepted = await accept(submitted);
    expect(accepted).toMatchObject({ state: 'ACCEPTED', decidedBy: company.name, allowed: [] });
    await accept(await submit('lakeside'));
    expect(await office.dept.published(CustomerDataDelivered)).toEqual([
      {
        ...{ submissionId: submitted.id, projectId, deliveredOn: expect.any(String) },
        customers: expect.arrayContaining([
          { prospectId: whole.id, partyId: whole.partyId, standing: 'PROSPECT', revision: whole.version, missing: [] },
          expect.objectContaining({ prospectId: lost.id, standing: 'LOST' }),
        ]),
      },
      expect.objectContaining({ projectId: 'lakeside', customers: [expect.objectContaining({ revision: 1 })] }),
    ]);

    const all = await analysis();
    expect(all).toMatchObject({ customers: 3, buyers: 1, inSeveralProjects: 1, complete: 1 });
    expect(all.projects).toMatchObject([
      { projectId, customers: 3, buyers: 1 },
      { projectId: 'lakeside', customers: 1, buyers: 0 },
    ]);
    const counted = (fact: string) => all.facts.filter((line) => line.fact === fact);
    expect(counted('OCCUPATION')).toMatchObject([
      { value: 'UNKNOWN', customers: 2 },
      { value: 'SELF_EMPLOYED', customers: 1 },
    ]);
    expect(counted('CHANNEL').find(({ value }) => value === 'REFERRAL')).toMatchObject({ customers: 1 });
    expect(await analysis({ projectId: 'lakeside' })).toMatchObject({ customers: 1, inSeveralProjects: 0 });

    const told = await office.dept.askAs('info-sharing', GetCustomerFacts, {
      partyIds: [whole.partyId, elsewhere.partyId],
    });
    expect(told.facts).toHaveLength(2);
    expect(told.facts[0]).toEqual({
      ...{ prospectId: whole.id, partyId: whole.partyId, projectId, channel: 'REFERRAL', ...allFacts },
    });
  });

  test('only who is new or changed goes up again, and one submission waits at a time', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'harbour', name: '港湾' });
    const refused = (project: string) => office.dept.refusal(manager, SubmitCustomerData, { projectId: project });
    expect(await refused('harbour')).toMatchObject({ code: 'customer-data-submission.nothing-new' });
    const prospect = await office.prospect(consultant, { projectId: 'harbour' });
    const first = await submit('harbour');
    expect(first).toMatchObject({ customers: 1, complete: 0 });
    expect(await refused('harbour')).toMatchObject({ code: 'customer-data-submission.waiting' });
    const returned = await office.dept.ask(company, ReturnCustomerData, { ...step(first), opinion: '请补全职业' });
    expect(returned).toMatchObject({ state: 'RETURNED', opinion: '请补全职业', allowed: [] });
    await profiled(prospect);
    const second = await submit('harbour');
    expect(second).toMatchObject({ customers: 1, complete: 1 });
    await accept(second);
    expect(await refused('harbour')).toMatchObject({ code: 'customer-data-submission.nothing-new' });
    const { items } = await office.dept.ask(company, FindCustomerDataSubmissions, {
      ...{ projectId: 'harbour', state: 'RETURNED' },
    });
    expect(items).toEqual([returned]);
    expect(await office.dept.refusal(company, AcceptCustomerData, step(returned))).toMatchObject({
      code: 'customer-data-submission.illegal-step',
    });
  });

  test('more than five hundred customers are told in several events', () => {
    const one = draft();
    const customer = { prospectId: newId(), partyId: newId(), standing: 'LOST', revision: 1, missing: [] };
    one.accept(Array<typeof customer>(501).fill(customer), undefined, '何丽', new Date());
    const told = raisedBy(one).map(({ payload }) => (payload as CustomerDataDelivered).customers.length);
    expect(told).toEqual([500, 1]);
  });

  test('the sales manager submits, the company’s sales department decides, and strangers have no such project', async () => {
    await office.prospect();
    const one = await submit();
    const read = { submissionId: one.id };
    for (const [by, request, message] of [
      [company, SubmitCustomerData, { projectId }],
      [consultant, SubmitCustomerData, { projectId }],
      [manager, AcceptCustomerData, step(one)],
      [manager, ReturnCustomerData, { ...step(one), opinion: '不行' }],
      [consultant, GetCustomerDataSubmission, read],
      [consultant, FindCustomerDataSubmissions, {}],
      [controller, FindSubmittedCustomers, read],
      [manager, GetCustomerDataAnalysis, {}],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'forbidden' });
    for (const [by, request, message] of [
      [stranger('SALES_MANAGER'), SubmitCustomerData, { projectId }],
      [stranger('SALES_MANAGER'), GetCustomerDataSubmission, read],
      [stranger('SALES_MANAGER'), FindSubmittedCustomers, read],
      [stranger('COMPANY_SALES_DEPT'), AcceptCustomerData, step(one)],
      [stranger('COMPANY_SALES_DEPT'), GetCustomerDataAnalysis, { projectId }],
      [manager, SubmitCustomerData, { projectId: 'nowhere' }],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.ask(stranger('COMPANY_SALES_DEPT'), GetCustomerDataAnalysis, {})).toMatchObject({
      customers: 0,
    });
    await accept(one);
  });
});
