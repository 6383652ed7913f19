import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CheckDisclosure,
  disclosureKinds,
  DisplayDisclosure,
  FileSalesCollateral,
  FindSalesCollateral,
  FindTrainings,
  GetDisclosureBoard,
  GetSalesCollateral,
  GetTraining,
  RecordTraining,
  ReviseSalesCollateral,
  WithdrawSalesCollateral,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { stranger } from '@linli/testing';
import { siteTables } from '../migrations/033-site.js';
import { SalesCollateral } from '../sales-collateral/sales-collateral.js';
import { salesCollateralWorkflow, type SalesCollateralState } from '../sales-collateral/sales-collateral.workflow.js';
import { consultant, dutyStaff, finance, manager, Office, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { Disclosure } from './disclosure.js';
import { disclosureWorkflow, type DisclosureState } from './disclosure.workflow.js';

const at = new Date('2026-05-10T10:00:00+08:00');
const notice = { projectId: 'binjiang', kind: 'PARKING', content: '车位 300 个', place: '大厅东墙' };
const plan = { projectId: 'binjiang', kind: 'LAYOUT_PLAN', title: 'A 户型图', content: '第一版' };

test('notices and collateral go the way of the trade and no other', () => {
  const check = { disclosureId: 'd', version: 1, finding: '褪色' };
  expectOrder(
    disclosureWorkflow,
    (state: DisclosureState) => Object.assign(Disclosure.display(notice, '孙', at), { state }),
    {
      check: (one) => one.check({ ...check, asItShould: true }, '孙', at),
      takeDown: (one) => one.check({ ...check, asItShould: false }, '孙', at),
      replace: (one) => one.replace(),
    },
  );
  expectOrder(
    salesCollateralWorkflow,
    (state: SalesCollateralState) => Object.assign(SalesCollateral.file(plan, 'XZ-1', '孙', at), { state }),
    { revise: (one) => one.revise({ content: '第二版' }, '孙', at), withdraw: (one) => one.withdraw('停用') },
  );
  for (const { check: states } of [disclosureWorkflow, salesCollateralWorkflow])
    expect(siteTables.sql).toContain(`check (${states('state')})`);
});

describe('The sales hall', () => {
  let office: Office;
  let today: string;
  const projectId = 'binjiang';
  beforeAll(async () => {
    office = await Office.open(projectId);
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const board = () => office.dept.ask(consultant, GetDisclosureBoard, { projectId });
  const display = (kind: string, more: object = {}) =>
    office.dept.ask(supervisor, DisplayDisclosure, { ...notice, kind, ...more });

  test('every version of what a project is shown with is kept [REQ-112]', async () => {
    const filed = await office.dept.ask(manager, FileSalesCollateral, plan);
    expect(filed).toMatchObject({
      state: 'CURRENT',
      currentNo: 1,
      versions: [{ no: 1, content: '第一版', validFrom: today }],
    });
    expect(await office.dept.refusal(manager, FileSalesCollateral, plan)).toMatchObject({
      code: 'sales-collateral.filed',
    });
    const form = { salesCollateralId: filed.id, version: filed.version, content: '取消飘窗' };
    expect(
      await office.dept.refusal(manager, ReviseSalesCollateral, { ...form, validFrom: plusDays(today, -1) }),
    ).toMatchObject({ code: 'sales-collateral.before-version' });
    const revised = await office.dept.ask(manager, ReviseSalesCollateral, form);
    expect(revised.versions.map(({ no, content }) => [no, content])).toEqual([[2, '取消飘窗'], [1, '第一版']]); // prettier-ignore
    expect(await office.dept.ask(consultant, GetSalesCollateral, { salesCollateralId: filed.id })).toEqual(revised);
    const over = await office.dept.ask(supervisor, WithdrawSalesCollateral, {
      ...{ salesCollateralId: filed.id, version: revised.version, reason: '户型取消' },
    });
    expect(over).toMatchObject({ state: 'WITHDRAWN', withdrawnWhy: '户型取消', allowed: [] });
    expect((await office.dept.ask(consultant, FindSalesCollateral, { state: 'CURRENT' })).items).toEqual([]);
    expect((await office.dept.ask(consultant, FindSalesCollateral, { kind: 'LAYOUT_PLAN' })).items).toEqual([over]);
  });

  test.each(disclosureKinds)('%s that is not on display is named as missing [REQ-113]', async (left) => {
    for (const kind of disclosureKinds) if (kind !== left) await display(kind);
    const before = await board();
    const [hanging] = before.onDisplay.filter(({ kind }) => kind === left);
    if (hanging)
      await office.dept.ask(dutyStaff, CheckDisclosure, {
        ...{ disclosureId: hanging.id, version: hanging.version, asItShould: false, finding: '被遮挡' },
      });
    expect(await board()).toMatchObject({ missing: [left], complete: false });
    await display(left);
    expect(await board()).toMatchObject({ missing: [], outOfDate: [], complete: true });
  });

  test('a notice is out of date from the day after its last day, until it is replaced [REQ-113]', async () => {
    for (const kind of disclosureKinds) await display(kind);
    const hung = await display('OPENING_PRICE', { validUntil: today });
    expect(
      await office.dept.refusal(supervisor, DisplayDisclosure, { ...notice, validUntil: plusDays(today, -1) }),
    ).toMatchObject({ code: 'disclosure.expired' });
    const check = { disclosureId: hung.id, version: hung.version };
    expect(await office.dept.refusal(dutyStaff, CheckDisclosure, { ...check, asItShould: false })).toMatchObject({
      code: 'disclosure.finding-missing',
    });
    const checked = await office.dept.ask(dutyStaff, CheckDisclosure, { ...check, asItShould: true });
    expect(checked).toMatchObject({ state: 'ON_DISPLAY', checkedBy: dutyStaff.name });
    expect((await board()).complete).toBe(true);
    await office.dept.travel('1 day');
    expect(await board()).toMatchObject({ outOfDate: ['OPENING_PRICE'], missing: [], complete: false });
    await display('OPENING_PRICE');
    expect(await board()).toMatchObject({ outOfDate: [], complete: true });
    expect((await board()).onDisplay).toHaveLength(8);
  });

  test('trainings are recorded with whoever took part, and found by him [REQ-111]', async () => {
    const form = {
      ...{ projectId, kind: 'CARE_CONCEPT', topic: '客户满意的概念', content: '职责与标准', trainer: '客服经理' },
      trainees: [{ id: consultant.id, name: '赵敏', score: 92 }, { id: 'other', name: '钱进' }], // prettier-ignore
    };
    const recorded = await office.dept.ask(supervisor, RecordTraining, form);
    expect(recorded).toMatchObject({ trainees: form.trainees, enteredBy: supervisor.name });
    const found = async (more: object) => (await office.dept.ask(manager, FindTrainings, more)).items;
    expect(await found({ traineeId: consultant.id, kind: 'CARE_CONCEPT' })).toEqual([recorded]);
    expect(await found({ traineeId: 'nobody' })).toEqual([]);
    expect(await office.dept.ask(consultant, GetTraining, { trainingId: recorded.id })).toEqual(recorded);
    for (const trainees of [[], [form.trainees[0]!, form.trainees[0]!]])
      expect(await office.dept.refusal(supervisor, RecordTraining, { ...form, trainees })).toMatchObject({
        code: 'training.trainees',
      });
    expect(
      await office.dept.refusal(supervisor, RecordTraining, { ...form, heldOn: plusDays(today, 9) }),
    ).toMatchObject({ code: 'training.in-future' });
    for (const [request, message] of [
      [RecordTraining, form],
      [GetTraining, { trainingId: recorded.id }],
      [FindTrainings, {}],
      [DisplayDisclosure, notice],
      [FileSalesCollateral, plan],
    ] as const)
      expect(await office.dept.refusal(finance, request, message)).toMatchObject({ kind: 'forbidden' });
    const [hanging] = (await board()).onDisplay;
    const [collateral] = (await office.dept.ask(manager, FindSalesCollateral, {})).items;
    const one = { salesCollateralId: collateral!.id, version: collateral!.version };
    for (const [request, message] of [
      [RecordTraining, form],
      [GetTraining, { trainingId: recorded.id }],
      [DisplayDisclosure, notice],
      [CheckDisclosure, { disclosureId: hanging!.id, version: hanging!.version, asItShould: true }],
      [GetDisclosureBoard, { projectId }],
      [FileSalesCollateral, plan],
      [ReviseSalesCollateral, { ...one, content: '无' }],
      [WithdrawSalesCollateral, { ...one, reason: '无' }],
      [GetSalesCollateral, { salesCollateralId: one.salesCollateralId }],
    ] as const)
      expect(await office.dept.refusal(stranger('SALES_SUPERVISOR'), request, message)).toMatchObject({
        kind: 'not-found',
      });
    for (const request of [FindTrainings, FindSalesCollateral])
      expect((await office.dept.ask(stranger('SALES_SUPERVISOR'), request, {})).items).toEqual([]);
    for (const [request, message] of [
      [ReviseSalesCollateral, { ...one, content: '无' }],
      [WithdrawSalesCollateral, { ...one, reason: '无' }],
      [CheckDisclosure, { disclosureId: hanging!.id, version: hanging!.version, asItShould: true }],
    ] as const)
      expect(await office.dept.refusal(consultant, request, message)).toMatchObject({ kind: 'forbidden' });
  });
});
