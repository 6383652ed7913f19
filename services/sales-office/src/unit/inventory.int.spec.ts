import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CloseSales,
  FindHandedOverTasks,
  FindHoldRatios,
  FindProspects,
  FindReleaseBatches,
  FindUnits,
  FollowUpProspect,
  GetHoldStatistics,
  GetProject,
  GetReleaseBatch,
  GetSalesHandover,
  GetUnitBoard,
  HoldUnit,
  ImportUnits,
  IssueUnitConfirmation,
  LogVisit,
  OpenProject,
  ReleaseUnits,
  SetHoldRatio,
  type UnitView,
} from '@linli/contracts';
import { colleague, stranger } from '@linli/testing';
import {
  consultant,
  controller,
  dutyStaff,
  manager,
  Office,
  sheetOf,
  supervisor,
  type SheetRow,
} from '../test/office.js';

describe('The inventory of a project', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  /** A project of its own with so many floors of four units in each building. */
  const projectOf = async (code: string, buildings: number, floors: number): Promise<UnitView[]> => {
    await office.dept.ask(manager, OpenProject, { code, name: code });
    const rows = Array.from({ length: buildings }, (_, b) =>
      Array.from({ length: floors }, (_, f) =>
        ['01', '02', '03', '04'].map((door): SheetRow => [
          `${b + 1}栋`,
          '1单元',
          f + 1,
          `${f + 1}${door}`,
          '三室',
          100,
          1_000_000,
        ]),
      ),
    ).flat(2);
    const fileId = await office.upload(await sheetOf(rows));
    await office.dept.ask(controller, ImportUnits, { projectId: code, fileId });
    return (await office.dept.ask(controller, FindUnits, { projectId: code, limit: 100 })).items;
  };
  const hold = ({ id: unitId, version }: UnitView): Promise<UnitView> =>
    office.dept.ask(controller, HoldUnit, { unitId, version, reason: '二期保留' });

  test('holds are counted by building against the ratio, which is adjusted with a reason and stays on record [REQ-075] [REQ-076]', async () => {
    const projectId = 'ratio';
    const units = await projectOf(projectId, 2, 5);
    const [first, second] = ['1', '2'].map((building) => units.filter((unit) => unit.building === building));
    for (const unit of first!.slice(0, 5)) await hold(unit);
    const set = (form: Partial<SetHoldRatio>, by = controller) =>
      office.dept.ask(by, SetHoldRatio, { projectId, percent: 10, reason: '开盘', ...form });
    await set({});
    await set({ building: '1', percent: 30.01, reason: '意向集中在1栋' }, manager);
    const { buildings, total } = await office.dept.ask(supervisor, GetHoldStatistics, { projectId });
    expect(buildings).toEqual([
      // 30.01 % of 20 are 6.002 units: 7 are to be held.
      { building: '1', units: 20, held: 5, available: 15, sold: 0, percent: 25, targetPercent: 30.01, difference: -2 },
      { building: '2', units: 20, held: 0, available: 20, sold: 0, percent: 0, targetPercent: 10, difference: -2 },
    ]);
    expect(total).toMatchObject([{ units: 40, held: 5, percent: 12.5, targetPercent: 10, difference: 1 }]);
    const log = await office.dept.ask(controller, FindHoldRatios, { projectId });
    expect(log.items.map(({ percent, setBy }) => [percent, setBy])).toEqual([
      [30.01, manager.name],
      [10, controller.name],
    ]);
    const form = { projectId, percent: 5, reason: '热销' };
    expect(await office.dept.refusal(controller, SetHoldRatio, { ...form, building: '9' })).toMatchObject({
      code: 'hold-ratio.building-unknown',
    });
    expect(await office.dept.refusal(controller, SetHoldRatio, { ...form, percent: 100.01 })).toMatchObject({
      kind: 'invalid',
    });
    expect(await office.dept.refusal(consultant, SetHoldRatio, form)).toMatchObject({ kind: 'forbidden' });
    const elsewhere = stranger('INVENTORY_CONTROLLER');
    expect(await office.dept.refusal(elsewhere, SetHoldRatio, form)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(elsewhere, GetHoldStatistics, { projectId })).toMatchObject({ kind: 'not-found' });
    expect((await office.dept.ask(elsewhere, FindHoldRatios, {})).items).toEqual([]);
    expect(second).toHaveLength(20);
  });

  test('held units are released in batches, all or none and never below the ratio, and each batch says what became of it [REQ-077]', async () => {
    const projectId = 'rolling';
    const units = await projectOf(projectId, 1, 5);
    const held = [];
    for (const unit of units.slice(0, 6)) held.push(await hold(unit));
    await office.dept.ask(controller, SetHoldRatio, { projectId, percent: 20, reason: '开盘' });
    const ids = held.map(({ id }) => id);
    const sent = { projectId, name: '第一批', unitIds: ids.slice(0, 2), reason: '去化良好' };
    const refused = (part: Partial<ReleaseUnits>, by = controller) =>
      office.dept.refusal(by, ReleaseUnits, { ...sent, ...part });
    expect(await refused({ unitIds: ids.slice(0, 3) })).toMatchObject({
      code: 'release-batch.below-ratio',
      details: { building: '1', held: 6, leaving: 3, least: 4 },
    });
    expect(await refused({ unitIds: [ids[0]!, units[10]!.id] })).toMatchObject({
      code: 'release-batch.not-held',
      details: { rooms: [units[10]!.room] },
    });
    expect(await refused({ unitIds: [office.freeUnit().id] })).toMatchObject({ kind: 'not-found' });
    expect(await refused({ unitIds: [] })).toMatchObject({ kind: 'not-found' });
    expect(await refused({}, consultant)).toMatchObject({ kind: 'forbidden' });
    expect(await refused({}, stranger('INVENTORY_CONTROLLER'))).toMatchObject({ kind: 'not-found' });
    const batch = await office.dept.ask(controller, ReleaseUnits, sent);
    expect(batch).toMatchObject({ units: 2, available: 2, reserved: 0, sold: 0, others: 0 });
    expect(await office.dept.ask(supervisor, GetReleaseBatch, { releaseBatchId: batch.id })).toEqual(batch);
    await office.dept.ask(controller, SetHoldRatio, { projectId, percent: 10, reason: '热销' });
    expect(await refused({ unitIds: [ids[2]!] })).toMatchObject({ code: 'release-batch.name-taken' });
    await office.dept.ask(controller, ReleaseUnits, { ...sent, name: '第二批', unitIds: ids.slice(2, 4) });
    const { id: prospectId } = await office.prospect(consultant, { projectId });
    await office.dept.ask(consultant, IssueUnitConfirmation, { unitId: ids[0]!, prospectId });
    await hold(await office.unit(ids[1]!));
    const { items } = await office.dept.ask(manager, FindReleaseBatches, { projectId });
    expect(items.map(({ name, available, reserved, others }) => [name, available, reserved, others])).toEqual([
      ['第二批', 2, 0, 0],
      ['第一批', 0, 1, 1],
    ]);
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindReleaseBatches, {})).items).toEqual([]);
    expect(
      await office.dept.refusal(stranger('SALES_MANAGER'), GetReleaseBatch, { releaseBatchId: batch.id }),
    ).toMatchObject({ kind: 'not-found' });
  });

  test('3,000 units are imported within 5 seconds and stand on the board by building and floor [REQ-067] [REQ-071]', async () => {
    const projectId = 'large';
    await office.dept.ask(manager, OpenProject, { code: projectId, name: '三千套' });
    const rows = Array.from({ length: 3_000 }, (_, n): SheetRow => {
      const [building, floor] = [Math.floor(n / 120) + 1, Math.floor((n % 120) / 4) + 1];
      return [`${building}栋`, '1单元', floor, `${floor}0${(n % 4) + 1}`, '三室', 100, 1_000_000];
    });
    const fileId = await office.upload(await sheetOf(rows));
    const tried = await office.dept.ask(controller, ImportUnits, { projectId, fileId, dryRun: true });
    expect(tried).toMatchObject({ added: 3_000, rejected: 0 });
    expect((await office.dept.ask(controller, FindUnits, { projectId })).items).toEqual([]);
    const began = performance.now();
    expect(await office.dept.ask(controller, ImportUnits, { projectId, fileId })).toEqual(tried);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await office.dept.refusal(controller, GetUnitBoard, { projectId })).toMatchObject({
      code: 'unit-board.too-large',
    });
    const board = await office.dept.ask(consultant, GetUnitBoard, { projectId, building: '25' });
    expect(board.buildings[0]!.floors.map(({ floor, units }) => [floor, units.length])).toEqual(
      Array.from({ length: 30 }, (_, n) => [30 - n, 4]),
    );
  }, 30_000);

  test('the controller sees clear intentions at once, and a consultant his next steps of the day [REQ-083] [REQ-085]', async () => {
    const { id: prospectId, version, projectId } = await office.prospect(consultant, { intentGrade: 'A' });
    const { items } = await office.dept.ask(controller, FindProspects, {
      projectId,
      intentGrade: 'A',
      state: 'FOLLOWED',
    });
    expect(items.map(({ id }) => id)).toContain(prospectId);
    const entry = { prospectId, version, kind: 'CALL', content: '约看房', nextOn: '2030-01-02' };
    await office.dept.ask(consultant, FollowUpProspect, entry);
    const due = async (nextBy: string) =>
      (await office.dept.ask(consultant, FindProspects, { nextBy, state: 'FOLLOWED' })).items.map(({ id }) => id);
    expect([await due('2030-01-01'), await due('2030-01-02')]).toEqual([[], [prospectId]]);
  });

  test('封盘 hands all open work to customer affairs in one record, once [REQ-107] [REQ-108] [REQ-109]', async () => {
    const projectId = 'closing';
    const units = await projectOf(projectId, 1, 5);
    const { id: prospectId } = await office.prospect(consultant, { projectId });
    const held = { unitId: units[0]!.id, prospectId };
    const { id: confirmationId } = await office.dept.ask(consultant, IssueUnitConfirmation, held);
    await office.dept.ask(dutyStaff, LogVisit, { projectId, kind: 'VISIT' });
    const project = await office.dept.ask(manager, GetProject, { projectId });
    expect(project.ownerDepartment).toBe('PROJECT_DEPT');
    expect(await office.dept.refusal(manager, GetSalesHandover, { projectId })).toMatchObject({ kind: 'not-found' });
    const closed = await office.dept.ask(manager, CloseSales, { projectId, version: project.version });
    expect(closed.ownerDepartment).toBe('CUSTOMER_AFFAIRS_DEPT');
    const record = await office.dept.ask(colleague('CUSTOMER_AFFAIRS_DEPT'), GetSalesHandover, { projectId });
    expect(record).toMatchObject({
      ...{ fromDepartment: 'PROJECT_DEPT', toDepartment: 'CUSTOMER_AFFAIRS_DEPT', closedOn: closed.salesClosedOn },
      ...{ handedOverBy: manager.name, tasks: 3 },
      counts: [
        { subject: 'PROSPECT', tasks: 1 },
        { subject: 'UNIT_CONFIRMATION', tasks: 1 },
        { subject: 'VISIT', tasks: 1 },
      ],
    });
    const tasks = await office.dept.ask(manager, FindHandedOverTasks, { projectId, limit: 2 });
    const rest = await office.dept.ask(manager, FindHandedOverTasks, { projectId, cursor: tasks.next ?? '' });
    expect([...tasks.items, ...rest.items].map(({ id }) => id)).toEqual(
      expect.arrayContaining([prospectId, confirmationId]),
    );
    expect(await office.dept.refusal(consultant, GetSalesHandover, { projectId })).toMatchObject({ kind: 'forbidden' });
    for (const question of [GetSalesHandover, FindHandedOverTasks])
      expect(await office.dept.refusal(stranger('SALES_MANAGER'), question, { projectId })).toMatchObject({
        kind: 'not-found',
      });
  });

  test('of many at the same units at once exactly one wins each, and the others are told what to do [REQ-068] [REQ-084]', async () => {
    const units = Array.from({ length: 5 }, () => office.freeUnit());
    const crowd = await Promise.all(Array.from({ length: 8 }, () => office.prospect()));
    const tries = units.flatMap(({ id: unitId }) =>
      crowd.map(({ id: prospectId }) => office.dept.ask(consultant, IssueUnitConfirmation, { unitId, prospectId })),
    );
    const outcomes = await Promise.allSettled(tries);
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.unitId] : []));
    expect([...won].sort()).toEqual(units.map(({ id }) => id).sort());
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({
          ...{ kind: 'conflict', code: 'unit.already-reserved' },
          message: '该房源已被其他客户预定，请刷新销控板后选择另一套。',
        });
  });
});
