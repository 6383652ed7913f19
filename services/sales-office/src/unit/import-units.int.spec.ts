import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import {
  FindUnits,
  GetUnit,
  GetUnitBoard,
  HoldUnit,
  ImportUnits,
  IssueUnitConfirmation,
  OpenProject,
  ReleaseUnit,
  type UnitImportView,
} from '@linli/contracts';
import { colleague, stranger } from '@linli/testing';
import { consultant, controller, manager, Office, sheetOf, type SheetRow } from '../test/office.js';

const sample = (name: string): Buffer => readFileSync(new URL(`../../samples/${name}`, import.meta.url));

interface Expected {
  good: number;
  bad: { row: number; field: string }[];
  units: [building: number, unit: number, floor: number, room: string, area: number, yuan: number][];
}

describe('房源表', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  const sendTo = async (projectId: string, bytes: Uint8Array): Promise<UnitImportView> =>
    office.dept.ask(controller, ImportUnits, { projectId, fileId: await office.upload(bytes) });

  const unitsOf = async (projectId: string) => {
    const units = [];
    let cursor: string | undefined;
    do {
      const asked = { projectId, limit: 100, ...(cursor ? { cursor } : {}) };
      const page = await office.dept.ask(controller, FindUnits, asked);
      units.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return units;
  };

  test('the sheet of the sales office imports with exactly the expected result [REQ-067]', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'sample', name: '样例' });
    const expected = JSON.parse(sample('房源表.expected.json').toString('utf8')) as Expected;
    const fileId = await office.upload(sample('房源表.xlsx'));
    const trial = await office.dept.ask(controller, ImportUnits, { projectId: 'sample', fileId, dryRun: true });
    expect(await unitsOf('sample')).toEqual([]);
    const done = await sendTo('sample', sample('房源表.xlsx'));
    expect({ ...trial, errorFileId: done.errorFileId }).toEqual(done);
    expect(done).toMatchObject({ added: expected.good, updated: 0, unchanged: 0, title: '滨江壹号房源表' });
    expect(done.problems.map(({ row, field }) => ({ row, field }))).toEqual(
      expected.bad.map(({ row, field }) => ({ row, field })),
    );
    const units = await unitsOf('sample');
    const listed = units.map((unit) => [unit.room, unit.floor, unit.areaM2, unit.totalPriceFen, unit.state]);
    const wanted = expected.units.map(([building, unit, floor, room, area, yuan]) => [
      `${building}-${unit}-${room}`,
      floor,
      area,
      Math.round(yuan * 100),
      'AVAILABLE',
    ]);
    const byRoom = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect(listed.sort(byRoom)).toEqual(wanted.sort(byRoom));

    const again = await sendTo('sample', sample('房源表.xlsx'));
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: expected.good, rejected: done.rejected });
    const errors = await office.files.get(done.errorFileId ?? '');
    const resent = await sendTo('sample', errors.bytes);
    expect(resent).toMatchObject({ added: 0, unchanged: 0, rejected: done.rejected });
  });

  test('a mended error sheet adds just the mended rows [REQ-067]', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'mended', name: '补录' });
    const rows: SheetRow[] = [
      ['1栋', '1单元', 1, '101', '三室', 100, 1_000_000],
      ['1栋', '1单元', 1, '102', '三室', 0.5, 1_000_000],
      ['1栋', '1单元', 1, '103', '三室', 100, -5],
    ];
    const first = await sendTo('mended', await sheetOf(rows));
    expect(first).toMatchObject({ added: 1, rejected: 2 });
    expect(first.problems.map(({ row, field }) => [row, field])).toEqual([
      [3, '建筑面积'],
      [4, '总价'],
    ]);
    const { bytes, owner } = await office.files.get(first.errorFileId ?? '');
    expect(owner).toBe(controller.id);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
    const sheet = book.worksheets[0];
    sheet?.eachRow((row) => {
      if (row.getCell(4).value === '102') row.getCell(6).value = 88;
      if (row.getCell(4).value === '103') row.getCell(7).value = 990_000;
    });
    const second = await sendTo('mended', new Uint8Array(await book.xlsx.writeBuffer()));
    expect(second).toMatchObject({ added: 2, rejected: 0, problems: [] });
    expect(second.errorFileId).toBeUndefined();
    expect(await unitsOf('mended')).toHaveLength(3);
  });

  test('a new price reaches a free unit, never one that a customer has [REQ-067]', async () => {
    const [free, taken] = [office.freeUnit(), office.freeUnit()];
    await office.reserved(taken);
    const rowOf = ({ floor, roomNo }: { floor: number; roomNo: string }): SheetRow => [
      '9栋',
      '1单元',
      floor,
      roomNo,
      '三室',
      100,
      1_200_000,
    ];
    const done = await office.importSheet(await sheetOf([rowOf(free), rowOf(taken)]));
    expect(done).toMatchObject({ added: 0, updated: 1, rejected: 1 });
    expect(done.problems[0]).toMatchObject({ row: 3, field: '房号', reason: expect.stringContaining('不能再修改') });
    expect((await office.unit(free.id)).totalPriceFen).toBe(120_000_000);
    expect((await office.unit(taken.id)).totalPriceFen).toBe(100_000_000);
  });

  test('a second sheet with the same headers is told, which was dropped in silence', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'two-sheets', name: '两张表' });
    const book = new ExcelJS.Workbook();
    for (const building of ['1栋', '2栋']) {
      const page = book.addWorksheet(building);
      page.addRow(['楼栋', '单元', '楼层', '房号', '户型', '建筑面积', '总价']);
      page.addRow([building, '1单元', 1, '101', '三室', 100, 1_000_000]);
    }
    const done = await sendTo('two-sheets', new Uint8Array(await book.xlsx.writeBuffer()));
    expect(done).toMatchObject({ added: 1, rejected: 0, problems: [{ field: '工作表' }] });
    expect(done.problems[0]?.reason).toContain('2栋');
  });

  test('more units than fit into the time of a request are refused, which ran on after the answer', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'huge', name: '过大' });
    const rows = Array.from({ length: 5_001 }, (_, n): SheetRow => {
      return ['1栋', '1单元', 1, String(10_001 + n), '三室', 100, 1_000_000];
    });
    const fileId = await office.upload(await sheetOf(rows));
    expect(await office.dept.refusal(controller, ImportUnits, { projectId: 'huge', fileId })).toMatchObject({
      kind: 'too-large',
      code: 'unit.too-many-rows',
    });
  });

  test('a broken file, a file without the headers and an unknown file are refused with a sentence', async () => {
    await expect(sendTo(office.projectId, Buffer.from('shoe'))).rejects.toMatchObject({ code: 'sheet.not-xlsx' });
    const book = new ExcelJS.Workbook();
    book.addWorksheet('a').addRow(['鞋', '帽']);
    await expect(sendTo(office.projectId, new Uint8Array(await book.xlsx.writeBuffer()))).rejects.toMatchObject({
      code: 'sheet.header-missing',
    });
    const unknown = { projectId: office.projectId, fileId: '7c3a1b52-9a38-4f0c-a1de-2f3f4b5c6d7e' };
    expect(await office.dept.refusal(controller, ImportUnits, unknown)).toMatchObject({ code: 'file.not-found' });
    expect(await office.dept.refusal(consultant, ImportUnits, unknown)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), ImportUnits, unknown)).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(controller, ImportUnits, { ...unknown, projectId: 'nowhere' })).toMatchObject({
      code: 'project.not-found',
    });
  });

  test('the board shows every unit on its floor in its state of this moment [REQ-071]', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'board', name: '销控板' });
    const rows: SheetRow[] = [
      ['1栋', '1单元', 1, '101', '三室', 100, 1_000_000],
      ['1栋', '1单元', 2, '201', '', 100, 1_000_000],
      ['1栋', '2单元', 2, '201', '三室', 100, 1_000_000],
      ['10栋', '1单元', 1, '101', '三室', 100, 1_000_000],
      ['2栋', '1单元', 1, '101', '三室', 100, 1_000_000],
    ];
    await sendTo('board', await sheetOf(rows));
    const [unit] = (await office.dept.ask(controller, FindUnits, { projectId: 'board', room: '1-2-201' })).items;
    const prospect = await office.prospect(consultant, { projectId: 'board' });
    await office.dept.ask(consultant, IssueUnitConfirmation, { unitId: unit!.id, prospectId: prospect.id });
    const board = await office.dept.ask(consultant, GetUnitBoard, { projectId: 'board' });
    expect(board.buildings.map(({ building }) => building)).toEqual(['1', '2', '10']);
    expect(
      board.buildings[0]?.floors.map(({ floor, units }) => [floor, units.map(({ room, state }) => [room, state])]),
    ).toEqual([
      [
        2,
        [
          ['1-1-201', 'AVAILABLE'],
          ['1-2-201', 'RESERVED'],
        ],
      ],
      [1, [['1-1-101', 'AVAILABLE']]],
    ]);
    expect(board.counts).toEqual(
      expect.arrayContaining([
        { state: 'AVAILABLE', units: 4 },
        { state: 'RESERVED', units: 1 },
      ]),
    );
    const one = await office.dept.ask(consultant, GetUnitBoard, { projectId: 'board', building: '10' });
    expect(one.buildings.map(({ building }) => building)).toEqual(['10']);
    expect(await office.dept.refusal(stranger('SALES_CONSULTANT'), GetUnitBoard, { projectId: 'board' })).toMatchObject(
      { kind: 'not-found' },
    );
    expect(await office.dept.refusal(consultant, GetUnitBoard, { projectId: 'nowhere' })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a held unit is not sold until it is released', async () => {
    const unit = office.freeUnit();
    const held = await office.dept.ask(controller, HoldUnit, {
      unitId: unit.id,
      version: unit.version,
      reason: '样板间',
    });
    expect(held).toMatchObject({ state: 'HELD', heldFor: '样板间', version: unit.version + 1, allowed: ['release'] });
    expect(await office.unit(unit.id)).toEqual(held);
    const { id: prospectId } = await office.prospect();
    expect(await office.dept.refusal(consultant, IssueUnitConfirmation, { unitId: unit.id, prospectId })).toMatchObject(
      { code: 'unit.held' },
    );
    expect(
      await office.dept.refusal(controller, ReleaseUnit, { unitId: unit.id, version: unit.version }),
    ).toMatchObject({ kind: 'stale' });
    const free = await office.dept.ask(controller, ReleaseUnit, { unitId: unit.id, version: held.version });
    expect(free).toMatchObject({ state: 'AVAILABLE', allowed: ['hold', 'reserve'] });
    expect(
      await office.dept.refusal(controller, ReleaseUnit, { unitId: unit.id, version: free.version }),
    ).toMatchObject({ code: 'unit.illegal-step' });
    for (const command of [HoldUnit, ReleaseUnit]) {
      const sent = { unitId: unit.id, version: free.version, ...(command === HoldUnit ? { reason: 'x' } : {}) };
      expect(await office.dept.refusal(colleague('CASHIER'), command, sent)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), GetUnit, { unitId: unit.id })).toMatchObject({
      kind: 'not-found',
    });
  });
});
