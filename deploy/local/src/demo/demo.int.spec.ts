import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  exportContracts,
  FindHouseholds,
  FindMoveInNotices,
  FindServiceAgreements,
  householdStates,
  moveInNoticeStates,
  paymentMethods,
  receiptMethods,
  saleChangeKinds,
  saleChangeStates,
  serviceAgreementStates,
} from '@linli/contracts';
import { House } from '../killed/house.js';
import { checkoutRoot } from '../runner/layout.js';
import { servicesOf } from '../runner/services.js';
import { projectId } from './office.js';
import { workflowsOf } from './workflows.js';

/** What the demo does not show, and why. Everything else that a workflow knows has to be there. */
const absent: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'care-message': {
    SENDING: 'lasts as long as the sender needs, some milliseconds',
    FAILED: 'after eight attempts: the message to a customer without a phone fails 21 minutes after the demo',
  },
  export: {
    WAITING: 'files are made for who asks for them, and gone after a day',
    RUNNING: 'the same',
    DONE: 'the same',
    FAILED: 'the same',
    CANCELLED: 'the same',
  },
  parked: {
    PARKED: 'no event of the demo is indigestible',
    RETRYING: 'the same',
    SKIP_PROPOSED: 'the same',
    SKIPPING: 'the same',
    RESOLVED: 'the same',
    SKIPPED: 'the same',
  },
};

/** The tables whose name is not that of their workflow. */
const tableOf: Readonly<Record<string, string>> = { parked: 'dead_letter' };

describe('The demo that npm start loads', () => {
  let house: House;
  let workflows: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    const root = checkoutRoot();
    const build = ['deploy/local/build.mjs', '--changed', 'issuer', 'gateway', 'demo', ...servicesOf(root)];
    execFileSync(process.execPath, build, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
    workflows = await workflowsOf(root);
    house = await House.open();
    await house.loadDemo();
  }, 400_000);
  afterAll(() => house?.close());

  const statesIn = async (service: string, table: string) =>
    (await house.rows<{ state: string }>(service, `select distinct state from ${table}`)).map(({ state }) => state);

  test('has cases of every department in every state that they can be in', async () => {
    const missing: string[] = [];
    const checked = new Set<string>();
    for (const service of house.services) {
      const tables = await house.rows<{ name: string }>(
        service,
        `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'state'`,
      );
      const names = new Set(tables.map(({ name }) => name));
      for (const [name, states] of workflows) {
        const table = tableOf[name] ?? name.replaceAll('-', '_');
        if (!names.has(table)) continue;
        checked.add(name);
        const there = await statesIn(service, table);
        const owed = states.filter((state) => absent[name]?.[state] === undefined);
        for (const state of owed) if (!there.includes(state)) missing.push(`${service}: ${name} ${state}`);
      }
    }
    expect(missing).toEqual([]);
    expect([...workflows.keys()].filter((name) => !checked.has(name))).toEqual([]);
  });

  test('leaves out only states that there are', () => {
    for (const [name, states] of Object.entries(absent))
      for (const state of Object.keys(states)) expect(workflows.get(name)).toContain(state);
  });

  test('shows what has no workflow of its own too: households, notices, agreements, merged customers', async () => {
    const assistant = house.desk('customer-assistant');
    for (const state of householdStates)
      expect((await assistant.ask(FindHouseholds, { projectId, state })).items.length).toBeGreaterThan(0);
    for (const state of serviceAgreementStates)
      expect((await assistant.ask(FindServiceAgreements, { projectId, state })).items.length).toBeGreaterThan(0);
    const { items } = await assistant.ask(FindMoveInNotices, { projectId });
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(moveInNoticeStates));
    expect((await statesIn('info-sharing', 'customer')).sort()).toEqual(['ACTIVE', 'MERGED']);
  });

  test('shows files that somebody asked for, and one that was not made and says why', async () => {
    const { items } = await house.desk('complaint-handler').ask(exportContracts.complaints.FindExports, {});
    expect(items.map(({ state, format, problem }) => [state, format, problem]).sort()).toEqual([
      ['DONE', 'PDF', undefined],
      ['DONE', 'XLSX', undefined],
      ['FAILED', 'PDF', '没有这份单据，请核对编号。'],
    ]);
  });

  test('shows every kind of change of a sale in every state, and money by every method', async () => {
    const [sale] = await house.rows<{ changes: number; methods: number; ways: number }>(
      'sales-office',
      `select (select count(distinct (kind, state))::int from sale_change) as changes,
         (select count(distinct method)::int from payment where state = 'CONFIRMED') as methods,
         (select count(distinct payment_method)::int from payment_plan) as ways`,
    );
    expect(sale).toEqual({
      changes: saleChangeKinds.length * saleChangeStates.length,
      methods: receiptMethods.length,
      ways: paymentMethods.length,
    });
  });

  test('is a project of at least 300 units in 3 buildings with 40 prospects', async () => {
    const [units] = await house.rows<{ units: number; buildings: number }>(
      'sales-office',
      'select count(*)::int as units, count(distinct building)::int as buildings from unit where project_id = $1',
      [projectId],
    );
    expect(units!.units).toBeGreaterThanOrEqual(300);
    expect(units!.buildings).toBe(3);
    const [prospects] = await house.rows<{ many: number }>(
      'sales-office',
      'select count(*)::int as many from prospect',
    );
    expect(prospects!.many).toBeGreaterThanOrEqual(40);
  });

  test('may be loaded again where it was interrupted, and doubles nothing', async () => {
    const count = async () =>
      house.rows('sales-office', 'select (select count(*) from subscription), (select count(*) from sale_change)');
    const before = await count();
    await house.loadDemo();
    expect(await count()).toEqual(before);
  });
});
