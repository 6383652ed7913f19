import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FindUnits,
  GetUnit,
  ImportUnits,
  LogVisit,
  OpenProject,
  RegisterComplaint,
  RegisterProspect,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { eventually } from '@linli/testing';
import { Barrage, type Errand } from './killed/barrage.js';
import { Family } from './killed/family.js';
import { House } from './killed/house.js';
import { Ledger } from './killed/ledger.js';
import { checkoutRoot } from './runner/layout.js';

const projectId = 'binjiang';
const AMID = 6;
const SETTLED_WITHIN_MS = 30_000;

describe('Whatever is killed in the middle of a journey: after its restart nothing is lost and nothing doubled', () => {
  let house: House;
  let ledger: Ledger;
  let families: Family[];
  let people = 0;

  const nextPhone = () => `1990001${String(++people).padStart(4, '0')}`;
  const times = (many: number, errand: () => Errand) => Array.from({ length: many }, errand);

  const visit = (): Errand => {
    const visitor = { customerName: '李强', phone: nextPhone() };
    return (key, patienceMs) =>
      house.desk('duty-staff', patienceMs).ask(LogVisit, { projectId, kind: 'VISIT', ...visitor }, key);
  };
  const prospect = (): Errand => {
    const person = { customerName: '赵敏', phone: nextPhone(), contactKind: 'CALL', intentGrade: 'B' };
    const rest = { channel: 'ONLINE', riskDisclosed: true, consent: true };
    return (key, patienceMs) =>
      house.desk('consultant-2', patienceMs).ask(RegisterProspect, { projectId, ...person, ...rest }, key);
  };
  const complaint = (): Errand => {
    const caller = { customerName: '刘洋', phone: nextPhone(), customerKind: 'OWNER', room: '3-1-1201' };
    const what = { channel: 'HOTLINE', source: 'DIRECT', category: 'QUALITY', urgency: 'URGENT', content: '顶棚渗水' };
    const dueOn = plusDays(dayOf(new Date()), 7);
    return (key, patienceMs) =>
      house.desk('complaint-handler', patienceMs).ask(RegisterComplaint, { projectId, ...caller, ...what, dueOn }, key);
  };

  /** Kills amid the commands, repeats them all, and shows that each was carried out once. */
  const amid = async (killed: string, errands: readonly Errand[]): Promise<void> => {
    const barrage = new Barrage(errands);
    await house.outlives(killed, () => barrage.fire(AMID, () => house.kill9(killed)));
    expect(barrage.told.length).toBeGreaterThanOrEqual(AMID);
    expect(barrage.unanswered).toBeGreaterThan(0);
    const repeated = await barrage.repeat();
    expect(repeated).toEqual(barrage.toldAgain(repeated));
    expect(new Set(repeated).size).toBe(errands.length);
    const done = await ledger.keys();
    expect(done.filter((key) => barrage.keys.includes(key)).sort()).toEqual(barrage.keys.sort());
  };

  beforeAll(async () => {
    const programs = ['issuer', 'gateway', 'sales-office', 'mortgage-collection', 'property-move-in'];
    const build = ['deploy/local/build.mjs', '--changed', ...programs, 'complaints', 'client-club', 'info-sharing'];
    execFileSync(process.execPath, build, { cwd: checkoutRoot(), env: { ...process.env, NODE_OPTIONS: '' } });
    house = await House.open();
    ledger = new Ledger(house);
    await house.desk('sales-manager').ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州' });
    const inventory = house.desk('inventory-controller');
    const sheet = join(checkoutRoot(), 'services', 'sales-office', 'samples', '房源表.xlsx');
    await inventory.ask(ImportUnits, {
      projectId,
      fileId: await inventory.upload('房源表.xlsx', await readFile(sheet)),
    });
    const { items } = await inventory.ask(FindUnits, { projectId, limit: 9 });
    families = await Promise.all(items.map((unit: UnitView) => Family.buying(house, unit, nextPhone())));
  }, 90_000);
  afterAll(() => house?.close(), 60_000);

  test('the sales office amid thirty commands: each is carried out once', async () => {
    await amid('sales-office', [...times(15, visit), ...times(15, prospect)]);
  });

  test('PostgreSQL amid thirty commands of two departments: each is carried out once', async () => {
    await amid('postgres', [...times(10, visit), ...times(10, prospect), ...times(10, complaint)]);
  });

  test('the gateway amid thirty commands: each is carried out once', async () => {
    await amid('gateway', [...times(10, visit), ...times(10, prospect), ...times(10, complaint)]);
  });

  test('nats-server after a contract was signed and before anybody heard of it: one title case is opened', async () => {
    const family = families[0]!;
    await family.subscribe();
    house.freeze('mortgage-collection');
    await house.outlives('nats', async () => {
      await family.sign();
      house.kill9('nats');
    });
    const cases = () => house.rows('mortgage-collection', 'select contract_id from title_case');
    expect(await cases()).toEqual([]);
    house.thaw('mortgage-collection');
    await eventually(async () => (await cases()).length > 0, 'no title case was opened', SETTLED_WITHIN_MS);
    expect(await cases()).toEqual([{ contract_id: family.contract.id }]);
  });
});
