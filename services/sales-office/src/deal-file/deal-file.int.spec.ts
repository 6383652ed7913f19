import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignReportDuty,
  ConfirmDealFile,
  FillDealFile,
  FindDealFiles,
  GetDealFile,
  HandInSalesReport,
  type ContractView,
  type DealFileView,
} from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { stranger } from '@linli/testing';
import { dealFileWorkflow, type DealFileState } from './deal-file.workflow.js';
import { registerTables } from '../migrations/032-registers.js';
import { consultant, controller, manager, Office, rival, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { DealFile } from './deal-file.js';

const facts = { tier: 'A', traits: '教师,周末看房' };

test('a deal file goes the way of the trade and no other', () => {
  const contract = {
    ...{ id: 'k', projectId: 'binjiang', room: '3-1-1201', partyId: 'p' },
    ...{ consultantId: 'x', consultant: '赵敏', signedOn: '2026-05-10' },
  };
  expectOrder(dealFileWorkflow, (state: DealFileState) => Object.assign(DealFile.open(contract, 'CJ-1'), { state }), {
    fill: (one) => one.fill({ dealFileId: 'f', version: 1, ...facts }),
    confirm: (one) => one.confirm('孙主管', new Date()),
  });
  expect(registerTables.sql).toContain(`check (${dealFileWorkflow.check('state')})`);
});

describe('成交客户档案', () => {
  let office: Office;
  let contract: ContractView;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    contract = await office.signed();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const fileOf = async ({ id }: ContractView): Promise<DealFileView> =>
    (await office.dept.ask(supervisor, FindDealFiles, {})).items.find(({ contractId }) => contractId === id)!;

  test('signing opens a file; it is filled with traits and A, B or C, and confirmed by the supervisor [REQ-101] [REQ-128]', async () => {
    const opened = await fileOf(contract);
    expect(opened).toMatchObject({
      state: 'DRAFT',
      room: contract.room,
      signedOn: contract.signedOn,
      allowed: ['fill'],
    });
    const form = { dealFileId: opened.id, version: opened.version, ...facts };
    for (const left of ['tier', 'traits'])
      expect(await office.dept.refusal(consultant, FillDealFile, { ...form, [left]: undefined })).toMatchObject({
        code: 'request.invalid',
      });
    expect(await office.dept.refusal(consultant, FillDealFile, { ...form, tier: 'D' })).toMatchObject({
      code: 'request.invalid',
    });
    expect(
      await office.dept.refusal(supervisor, ConfirmDealFile, { dealFileId: opened.id, version: opened.version }),
    ).toMatchObject({ code: 'deal-file.illegal-step' });
    const filled = await office.dept.ask(consultant, FillDealFile, { ...form, whyBought: '学区' });
    expect(filled).toMatchObject({ state: 'FILLED', tier: 'A', whyBought: '学区', customerName: '王*' });
    const ones = await office.dept.ask(supervisor, FindDealFiles, { tier: 'A', person: '王芳' });
    expect(ones.items).toEqual([filled]);
    const confirmed = await office.dept.ask(supervisor, ConfirmDealFile, {
      dealFileId: filled.id,
      version: filled.version,
    });
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', confirmedBy: supervisor.name, allowed: [] });
    expect(await office.dept.ask(manager, GetDealFile, { dealFileId: filled.id })).toEqual(confirmed);
  });

  test('no weekly report without the files of its week [REQ-101]', async () => {
    const duty = {
      projectId: office.projectId,
      personId: supervisor.id,
      person: '孙',
      superiorId: manager.id,
      superior: '李',
    };
    for (const kind of ['DAILY_STATISTICS', 'WEEKLY_STATISTICS'])
      await office.dept.ask(manager, AssignReportDuty, { ...duty, kind });
    await office.dept.rows(
      `update app_clock set ahead = ahead + (7 - extract(isodow from app_now() at time zone 'Asia/Shanghai')) * interval '1 day'`,
    );
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    const sunday = dayOf(new Date(clock!.at));
    const late = await office.signed();
    const file = await fileOf(late);
    const handIn = () =>
      office.dept.refusal(supervisor, HandInSalesReport, {
        ...{ projectId: office.projectId, kind: 'WEEKLY_STATISTICS', on: sunday },
      });
    expect(await handIn()).toMatchObject({ code: 'sales-report.deal-files-open', details: { dealFileIds: [file.id] } });
    await office.dept.ask(consultant, FillDealFile, { dealFileId: file.id, version: file.version, ...facts });
    expect(await handIn()).toMatchObject({ code: 'sales-report.parts-missing' });
    expect(today <= sunday).toBe(true);
  });

  test('a colleague and another project have no such file', async () => {
    const { id: dealFileId, version } = await fileOf(contract);
    const fill = { dealFileId, version, ...facts };
    for (const [by, request, message] of [
      [rival, GetDealFile, { dealFileId }],
      [rival, FillDealFile, fill],
      [stranger('SALES_SUPERVISOR'), GetDealFile, { dealFileId }],
      [stranger('SALES_SUPERVISOR'), ConfirmDealFile, { dealFileId, version }],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'not-found' });
    for (const [by, request, message] of [
      [controller, FillDealFile, fill],
      [consultant, ConfirmDealFile, { dealFileId, version }],
      [controller, GetDealFile, { dealFileId }],
      [controller, FindDealFiles, {}],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(rival, FindDealFiles, {})).items).toEqual([]);
  });
});
