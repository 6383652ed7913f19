import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import ExcelJS from 'exceljs';
import { Files } from '@linli/bus';
import { exportsOf, Int, pageOf, PageQuery, Role, Text, type ExportView } from '@linli/contracts';
import { another, colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { form, register, type Paper } from '../index.js';

class DishView {
  @Text() id!: string;
}

class FindDishes extends PageQuery {
  static readonly subject = 'qry.kitchen.dish.find';
  static readonly roles = [Role.CASHIER, Role.DUTY_STAFF] as const;
  static readonly reply = pageOf(DishView);

  @Text({ optional: true }) projectId?: string;
  @Int({ optional: true }) price?: number;
}

interface Dish {
  readonly id: string;
  readonly name: string;
  readonly priceFen: number;
}

const menu = (gate: () => Promise<void>): Paper[] => [
  register({
    name: 'menu',
    title: '菜单',
    of: FindDishes,
    columns: [
      { header: '菜名', kind: 'text', value: ({ name }) => name },
      { header: '价格', kind: 'yuan', value: ({ priceFen }) => priceFen },
    ],
    totals: ['价格'],
    async list({ price, projectId }, { by }) {
      await gate();
      return {
        columns: 'd.id, d.name, d.price_fen as "priceFen"',
        from: 'dish d',
        where: {
          'd.price_fen = ?': price,
          'd.project_id = ?': projectId,
          'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
        },
        oldestFirst: 'd.id',
      };
    },
    row: (dish: Dish) => dish,
  }),
  form({
    name: 'bill',
    title: '账单',
    of: FindDishes,
    fill: async ({ projectId }) =>
      projectId === 'binjiang'
        ? { title: '账单', number: 'ZD-1', parts: [{ fields: [['菜名', '鱼香肉丝']] }] }
        : undefined,
  }),
];

@Controller()
class Nobody {}

@Module({ controllers: [Nobody] })
class Kitchen {}

const { CancelExport, FindExports, FindPapers, GetExport, StartExport } = exportsOf('kitchen');
const cashier = colleague('CASHIER');
const elsewhere = stranger('CASHIER');

describe('an export', () => {
  let kitchen: ServiceUnderTest;
  let gate: () => Promise<void> = async () => undefined;
  const definition = {
    name: 'kitchen',
    entities: [],
    migrations: [
      {
        name: 'Kitchen001',
        sql: `create table dish (id uuid primary key default gen_random_uuid(), project_id text not null, name text not null, price_fen bigint not null);
          insert into dish (project_id, name, price_fen) select case when n <= 3 then 'elsewhere' else 'binjiang' end, '=菜' || n, 100 + n from generate_series(1, 1203) n`,
      },
    ],
    papers: menu(() => gate()),
  };

  beforeAll(async () => {
    kitchen = await ServiceUnderTest.start(Kitchen, definition);
  });
  afterAll(() => kitchen.stop());

  const ended = (id: string, person = cashier): Promise<ExportView> =>
    eventually(async () => {
      const view = await kitchen.ask(person, GetExport, { exportId: id });
      return view.finishedAt ? view : undefined;
    }, 'the export never ended');
  const sheetOf = async ({ fileId }: ExportView): Promise<ExcelJS.Worksheet> => {
    const { bytes } = await kitchen.service.app.get(Files, { strict: false }).get(fileId!);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
    return book.worksheets[0]!;
  };

  it('holds all rows that the asker sees, with title, maker, totals, and can be fetched by him', async () => {
    const asked = await kitchen.ask(cashier, StartExport, { paper: 'menu', format: 'XLSX' });
    expect(asked).toMatchObject({ state: 'WAITING', progress: 0, title: '菜单', allowed: ['cancel'] });
    const done = await ended(asked.id);
    expect(done).toMatchObject({ state: 'DONE', rows: 1203, total: 1203, progress: 100, allowed: [] });
    expect(done.fileName).toMatch(/^菜单-\d{8}\.xlsx$/);
    const sheet = await sheetOf(done);
    expect(sheet.getCell('A1').value).toBe('菜单');
    expect(sheet.getCell('A2').value).toMatch(/^制表日期:\d{4}-\d\d-\d\d {4}制表人:收银员$/);
    expect(sheet.rowCount).toBe(3 + 1203 + 1);
    expect(sheet.getCell('B1207').value).toMatchObject({ result: (1203 * 100 + (1203 * 1204) / 2) / 100 });
    expect(sheet.getCell('A4').type).toBe(ExcelJS.ValueType.String);
    expect((await kitchen.service.app.get(Files, { strict: false }).describe(done.fileId!)).owner).toBe(cashier.id);
  });

  it('is narrowed by the filters of its list and by the projects of the asker', async () => {
    const one = await kitchen.ask(cashier, StartExport, {
      paper: 'menu',
      format: 'XLSX',
      filters: [{ name: 'price', value: '105' }],
    });
    expect((await ended(one.id)).rows).toBe(1);
    const { id } = await kitchen.ask(elsewhere, StartExport, { paper: 'menu', format: 'XLSX' });
    expect((await ended(id, elsewhere)).rows).toBe(3);
  });

  it('of nothing is an empty register, not a failure', async () => {
    const { id } = await kitchen.ask(cashier, StartExport, {
      paper: 'menu',
      format: 'XLSX',
      filters: [{ name: 'projectId', value: 'nowhere' }],
    });
    const done = await ended(id);
    expect(done).toMatchObject({ state: 'DONE', rows: 0 });
    expect((await sheetOf(done)).getCell('A4').value).toBe('合计');
  });

  it('of a case is a PDF with its number, and fails with a sentence when there is no such case', async () => {
    const bill = (projectId: string) =>
      kitchen.ask(cashier, StartExport, {
        paper: 'bill',
        format: 'PDF',
        filters: [{ name: 'projectId', value: projectId }],
      });
    const done = await ended((await bill('binjiang')).id);
    expect(done).toMatchObject({ state: 'DONE', fileName: '账单-ZD-1.pdf' });
    const { bytes, type } = await kitchen.service.app.get(Files, { strict: false }).get(done.fileId!);
    expect([type, Buffer.from(bytes.subarray(0, 5)).toString()]).toEqual(['application/pdf', '%PDF-']);
    expect(await ended((await bill('xihu')).id)).toMatchObject({
      state: 'FAILED',
      problem: '没有这份单据，请核对编号。',
    });
  });

  it('that fails says why without the words of the database, and does not hold up the next one', async () => {
    gate = async () => {
      throw new Error('relation "secret" does not exist');
    };
    const { id } = await kitchen.ask(cashier, StartExport, { paper: 'menu', format: 'XLSX' });
    const failed = await ended(id);
    expect(failed).toMatchObject({ state: 'FAILED', problem: expect.stringContaining('导出时出错') });
    gate = async () => undefined;
    expect(
      (
        await ended(
          (
            await kitchen.ask(cashier, StartExport, {
              paper: 'menu',
              format: 'PDF',
              filters: [{ name: 'price', value: '105' }],
            })
          ).id,
        )
      ).state,
    ).toBe('DONE');
  });

  it('can be cancelled while it runs, and leaves no file', async () => {
    let open = () => undefined as void;
    gate = () => new Promise<void>((resolve) => (open = resolve));
    const { id, version } = await kitchen.ask(cashier, StartExport, { paper: 'menu', format: 'XLSX' });
    await eventually(
      async () => (await kitchen.ask(cashier, GetExport, { exportId: id })).state === 'RUNNING',
      'it never began',
    );
    expect((await kitchen.refusal(cashier, CancelExport, { exportId: id, version: version + 1 })).code).toBe(
      'export.stale-version',
    );
    const cancelled = await kitchen.ask(cashier, CancelExport, { exportId: id, version });
    expect(cancelled).toMatchObject({ state: 'CANCELLED', allowed: [] });
    gate = async () => undefined;
    open();
    expect((await ended((await kitchen.ask(cashier, StartExport, { paper: 'menu', format: 'XLSX' })).id)).state).toBe(
      'DONE',
    );
    expect(await kitchen.ask(cashier, GetExport, { exportId: id })).toMatchObject({ state: 'CANCELLED' });
    expect((await kitchen.refusal(cashier, CancelExport, { exportId: id, version: cancelled.version })).code).toBe(
      'export.illegal-step',
    );
  });

  it('survives the end of the process that made it: a stopped one gives it back, a dead one is replaced', async () => {
    const second = await ServiceUnderTest.start(Kitchen, definition, { replicaOf: kitchen });
    await kitchen.rows(
      `insert into export (id, state, paper, title, format, filters, asked_by, asker, asked_at, attempts, lease_until)
       select gen_random_uuid(), 'RUNNING', 'menu', '菜单', 'XLSX', '[]', ?, ?::jsonb, now(), attempts, clock_timestamp() - interval '1 s' from (values (1), (3)) a(attempts)`,
      [cashier.id, JSON.stringify({ ...cashier, projects: ['*'], company: '', department: '' })],
    );
    await eventually(async () => {
      const rows = await kitchen.rows<{ state: string; attempts: number }>(
        `select state, attempts from export where paper = 'menu' and attempts > 1 order by attempts`,
      );
      return (
        JSON.stringify(rows) ===
        JSON.stringify([
          { state: 'DONE', attempts: 2 },
          { state: 'FAILED', attempts: 3 },
        ])
      );
    }, 'the export of the dead process was not taken over');
    await second.stop();
  });

  it('is not for others to see, and not for everybody to ask for', async () => {
    const { items } = await kitchen.ask(cashier, FindExports, { limit: 2 });
    expect(items).toHaveLength(2);
    const page = await kitchen.ask(cashier, FindExports, { state: 'FAILED' });
    expect(page.items.every(({ state }) => state === 'FAILED')).toBe(true);
    const exportId = items[0]!.id;
    expect((await kitchen.refusal(another('CASHIER'), GetExport, { exportId })).code).toBe('export.not-found');
    expect((await kitchen.refusal(another('CASHIER'), CancelExport, { exportId, version: 1 })).code).toBe(
      'export.not-found',
    );
    const clerk = colleague('FILE_CLERK');
    expect(await kitchen.ask(clerk, FindPapers, {})).toEqual({ items: [] });
    expect((await kitchen.refusal(clerk, StartExport, { paper: 'menu', format: 'XLSX' })).code).toBe('paper.forbidden');
    expect((await kitchen.refusal(colleague('OPERATOR'), StartExport, { paper: 'menu', format: 'XLSX' })).kind).toBe(
      'forbidden',
    );
    expect((await kitchen.ask(cashier, FindPapers, {})).items).toEqual([
      { name: 'menu', title: '菜单', formats: ['XLSX', 'PDF'], filters: ['projectId', 'price'] },
      { name: 'bill', title: '账单', formats: ['PDF'], filters: ['projectId', 'price'] },
    ]);
  });

  it.each([
    ['an unknown paper', { paper: 'wine', format: 'XLSX' }, 'paper.not-found'],
    ['a form as Excel', { paper: 'bill', format: 'XLSX' }, 'paper.no-such-format'],
    [
      'an unknown filter',
      { paper: 'menu', format: 'XLSX', filters: [{ name: 'cursor', value: 'x' }] },
      'export.filters-wrong',
    ],
    [
      'a filter of the wrong kind',
      { paper: 'menu', format: 'XLSX', filters: [{ name: 'price', value: 'dear' }] },
      'export.filters-wrong',
    ],
  ])('of %s is refused', async (_what, request, code) => {
    expect((await kitchen.refusal(cashier, StartExport, request)).code).toBe(code);
  });

  it('is one of at most five of a person at a time', async () => {
    let open = () => undefined as void;
    gate = () => new Promise<void>((resolve) => (open = resolve));
    const busy = another('DUTY_STAFF');
    for (let i = 0; i < 5; i += 1) await kitchen.ask(busy, StartExport, { paper: 'menu', format: 'XLSX' });
    expect((await kitchen.refusal(busy, StartExport, { paper: 'menu', format: 'XLSX' })).code).toBe('export.too-many');
    await kitchen.rows(`update export set state = 'CANCELLED' where asked_by = ?`, [busy.id]);
    gate = async () => undefined;
    open();
  });
});
