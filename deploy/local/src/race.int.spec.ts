import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { FindUnits, ImportUnits, OpenProject, RegisterProspect, type UnitView } from '@linli/contracts';
import { eventually } from '@linli/testing';
import { checkoutRoot } from './runner/layout.js';
import { Site } from './storm/site.js';

/** STORM=long: 100 units, each wanted by 200 people at once. */
const isLong = process.env['STORM'] === 'long';
const [UNITS, PEOPLE] = isLong ? [100, 200] : [6, 30];
const KILLED = 'sales-office-1';
const projectId = 'binjiang';
const SETTLED_WITHIN_MS = 60_000;

interface Outcome {
  readonly prospectId: string;
  readonly status: number;
  /** The id of the 房位确认单, or the code of the refusal with what it says. */
  readonly said: string;
}

describe('Everybody wants the same unit, and one of two replicas is killed on the way', () => {
  let site: Site;
  let units: readonly UnitView[];
  let people: readonly { prospectId: string; consultant: string }[];
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    const build = (...words: string[]) =>
      execFileSync(process.execPath, ['deploy/local/build.mjs', '--changed', ...words], {
        cwd: checkoutRoot(),
        env: { ...process.env, NODE_OPTIONS: '' },
      });
    build('issuer');
    build('--trials', 'gateway', 'sales-office');
    site = await Site.open({ services: ['sales-office'], replicas: 2, nodes: 1 });
    await site.desk('sales-manager').ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州' });
    const inventory = site.desk('inventory-controller');
    const fileId = await inventory.upload('房源表.xlsx', await sheetOf(UNITS));
    await inventory.ask(ImportUnits, { projectId, fileId });
    units = (await inventory.ask(FindUnits, { projectId, limit: 100 })).items;
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => prospectOf(n)));
    for (const person of ['consultant', 'consultant-2']) tokens.set(person, await site.tokenOf(person));
  }, 300_000);
  afterAll(() => site?.close(), 60_000);

  async function prospectOf(n: number) {
    const consultant = n % 2 === 0 ? 'consultant' : 'consultant-2';
    const { id } = await site.desk(consultant).ask(RegisterProspect, {
      ...{ projectId, customerName: '王芳', phone: `139${String(n).padStart(8, '0')}`, contactKind: 'VISIT' },
      ...{ intentGrade: 'A', channel: 'ONLINE', riskDisclosed: true, consent: true },
    });
    return { prospectId: id, consultant };
  }

  /** Asks as a client does: what may pass (503, 504, a lost connection) again under the same key, everything else is an answer. */
  async function reserve(unit: UnitView, { prospectId, consultant }: (typeof people)[number]): Promise<Outcome> {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${tokens.get(consultant)}`,
      'idempotency-key': randomUUID(),
    };
    const body = JSON.stringify({ unitId: unit.id, prospectId });
    for (;;) {
      const response = await fetch(`${site.gateway}/unit-confirmations`, { method: 'POST', headers, body }).catch(
        () => undefined,
      );
      const text = await response?.text().catch(() => undefined);
      if (response && text !== undefined && response.status !== 503 && response.status !== 504) {
        const told = JSON.parse(text) as { id?: string; code?: string; detail?: string };
        return { prospectId, status: response.status, said: told.id ?? `${told.code}: ${told.detail}` };
      }
      await pause(50 + Math.random() * 100);
    }
  }

  test(`of ${PEOPLE} people who reserve each of ${UNITS} units in parallel one has it, all others are told to choose another one`, async () => {
    const outcomes = new Map<string, Outcome[]>();
    for (const [n, unit] of units.entries()) {
      const asked = Promise.all(people.map((person) => reserve(unit, person)));
      if (n === Math.floor(UNITS / 2)) {
        // Some are in its hands in every state between question and answer.
        await pause(20);
        site.freeze(KILLED);
        await pause(100);
        site.kill9(KILLED);
      }
      outcomes.set(unit.id, await asked);
    }
    expect(site.said.filter((line) => line.includes(`${KILLED} has ended`))).toHaveLength(1);
    const others = [...outcomes.values()].flat().filter(({ status }) => status !== 201);
    expect([...new Set(others.map(({ status, said }) => `${status} ${said}`))]).toEqual([
      '409 unit.already-reserved: 该房源已被其他客户预定，请刷新销控板后选择另一套。',
    ]);
    const won = [...outcomes].map(([unitId, of]) => ({
      unitId,
      by: of.filter(({ status }) => status === 201).map(({ said, prospectId }) => `${said} ${prospectId}`),
    }));
    const live = await site.rows<{ unitId: string; by: string[] }>(
      'sales-office',
      `select unit_id as "unitId", array_agg(id || ' ' || prospect_id) as by from unit_confirmation where state not in ('CANCELLED', 'EXPIRED') group by 1`,
    );
    const inOrder = (rows: readonly { unitId: string }[]) => [...rows].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
    expect(inOrder(live)).toEqual(inOrder(won));
    expect(live.map(({ by }) => by.length)).toEqual(Array.from({ length: UNITS }, () => 1));
    expect(await site.rows('sales-office', 'select state, count(*)::int as units from unit group by 1')).toEqual([
      { state: 'RESERVED', units: UNITS },
    ]);
    expect(await site.rows('sales-office', 'select count(*)::int as written from unit_confirmation')).toEqual([
      { written: UNITS },
    ]);
  }, 900_000);

  test('each reservation is told once, also by who was killed', async () => {
    await site.ready();
    const told = await eventually(
      async () => {
        const [row] = await site.rows<{ events: number; units: number; waiting: number }>(
          'sales-office',
          `select count(*)::int as events, count(distinct aggregate_id)::int as units, count(*) filter (where published_at is null)::int as waiting
           from outbox where event_type = 'evt.sales-office.unit.reserved'`,
        );
        return row?.waiting === 0 ? row : undefined;
      },
      'not every reservation was told',
      SETTLED_WITHIN_MS,
    );
    expect(told).toEqual({ events: UNITS, units: UNITS, waiting: 0 });
  }, 90_000);
});

async function sheetOf(units: number): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('房源表');
  sheet.addRow(['楼栋', '单元', '楼层', '房号', '户型', '建筑面积', '总价']);
  for (let n = 1; n <= units; n++) sheet.addRow(['9栋', '1单元', n, `${n}01`, '三室', 100, 1_000_000]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
