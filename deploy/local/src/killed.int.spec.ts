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
const SETTLED_WITHIN_MS = 20_000;

type Prelude = (barrage: Barrage) => void | Promise<void>;

describe('Whatever is killed in the middle of a journey: after its restart nothing is lost and nothing doubled', () => {
  let house: House;
  let ledger: Ledger;
  let families: Family[];
  let people = 0;
  const barrages: Barrage[] = [];

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

  const carriedOut = async ({ keys }: Barrage) => (await ledger.keys()).filter((key) => keys.includes(key));

  /** Kills amid the commands and repeats them all, while those that wait for an answer still do. */
  const amid = async (
    killed: string,
    errands: readonly Errand[],
    prelude: Prelude = () => undefined,
  ): Promise<void> => {
    const barrage = new Barrage(errands);
    barrages.push(barrage);
    await house.outlives(killed, () =>
      barrage.fire(AMID, async () => {
        await prelude(barrage);
        house.kill9(killed);
      }),
    );
    expect(barrage.unanswered).toBeGreaterThan(0);
    await barrage.repeat();
    expect(barrage.contradictions).toEqual([]);
    expect(barrage.made.size).toBe(errands.length);
    expect((await carriedOut(barrage)).sort()).toEqual(barrage.keys.sort());
  };

  /** Kills who hears of the news of these commands while they are carried out; the commands themselves are all answered. */
  const amidNews = async (killed: string, answered: number, errands: readonly Errand[]): Promise<void> => {
    const barrage = new Barrage(errands);
    await house.outlives(killed, () => barrage.fire(answered, () => house.kill9(killed)));
    await barrage.answered();
    expect(barrage.unanswered).toBe(0);
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
  }, 180_000);
  afterAll(() => house?.close(), 60_000);

  // More than are committed together: thirty would all be answered at once, before the blow.
  test('the sales office amid a hundred and fifty commands: each is carried out once', async () => {
    await amid('sales-office', [...times(75, visit), ...times(75, prospect)]);
  });

  test('nats-server after a contract was signed and before anybody heard of it: one title case is opened', async () => {
    const family = families[0]!;
    await family.subscribe();
    const cases = () => house.rows('mortgage-collection', 'select contract_id from title_case');
    await house.outlives('nats', async () => {
      house.freeze('mortgage-collection');
      await family.sign();
      house.kill9('nats');
      expect(await cases()).toEqual([]);
      house.thaw('mortgage-collection');
    });
    await eventually(async () => (await cases()).length > 0, 'no title case was opened', SETTLED_WITHIN_MS);
    expect(await cases()).toEqual([{ contract_id: family.contract.id }]);
  });

  test('nats-server amid thirty commands, having taken events without a receipt: each is carried out once', async () => {
    const errands = [...times(10, visit), ...times(10, prospect), ...times(10, complaint)];
    await amid('nats', errands, async (barrage) => {
      house.freeze('nats');
      const answered = errands.length - barrage.unanswered;
      let before = 0;
      const settled = async () => {
        const [now, earlier] = [(await carriedOut(barrage)).length, before];
        before = now;
        return now > answered && now === earlier;
      };
      await eventually(settled, 'no command was carried out whose answer is lost');
    });
  });

  test('PostgreSQL amid a hundred and fifty commands of two departments: each is carried out once', async () => {
    await amid('postgres', [...times(50, visit), ...times(50, prospect), ...times(50, complaint)]);
  });

  test('info-sharing while thirty people become known to two departments', async () => {
    await amidNews('info-sharing', AMID, [...times(10, visit), ...times(10, prospect), ...times(10, complaint)]);
  });

  test('the client club while four families subscribe', async () => {
    await amidNews(
      'client-club',
      2,
      families.slice(1, 5).map((family) => (key, patienceMs) => family.subscribe(key, patienceMs)),
    );
  });

  test('mortgage collection while four families sign', async () => {
    await amidNews(
      'mortgage-collection',
      2,
      families.slice(1, 5).map((family) => (key, patienceMs) => family.sign(key, patienceMs)),
    );
  });

  test('property move-in while four more families sign, and again the moment it has handed over a unit', async () => {
    const others = families.slice(5);
    for (const family of others) await family.subscribe();
    await amidNews(
      'property-move-in',
      2,
      others.map((family) => (key, patienceMs) => family.sign(key, patienceMs)),
    );
    const { unit } = families[0]!;
    const known = () => house.rows('property-move-in', 'select 1 from household where id = $1', [unit.id]);
    await eventually(async () => (await known()).length > 0, 'the contract is not known', SETTLED_WITHIN_MS);
    await house.outlives('property-move-in', async () => {
      await families[0]!.handOver();
      house.kill9('property-move-in');
    });
    const state = async () => (await house.desk('consultant').ask(GetUnit, { unitId: unit.id })).state;
    await eventually(async () => (await state()) === 'HANDED_OVER', 'the handover is not known', SETTLED_WITHIN_MS);
  });

  test('complaints amid a hundred and fifty complaints: each is registered once', async () => {
    await amid('complaints', times(150, complaint));
  });

  test('the gateway amid a hundred and fifty commands: each is carried out once', async () => {
    await amid('gateway', [...times(50, visit), ...times(50, prospect), ...times(50, complaint)]);
  });

  test('the journey goes on to the payout of the loan', async () => {
    for (const family of families) {
      await family.file();
      await family.disburse();
    }
    expect(families.map(({ contract }) => contract.state)).toEqual(families.map(() => 'LOAN_DISBURSED'));
  });

  test('every event was published, and who reacts to it has followed to the last one; nothing waits for an operator', async () => {
    const open = async () => [
      ...(await ledger.unpublished()),
      ...(await ledger.behind()),
      ...(await ledger.unidentified()),
      ...(await ledger.parked()),
    ];
    let last: string[] = [];
    await eventually(async () => (last = await open()).length === 0, 'the books do not agree', SETTLED_WITHIN_MS).catch(
      () => expect(last).toEqual([]),
    );
  });

  test('the change log holds each command once and nothing that was made twice', async () => {
    expect(await ledger.commandsNotDoneOnce()).toEqual([]);
    expect(await ledger.madeTwice()).toEqual([]);
    expect(await ledger.reactedTwice()).toEqual([]);
  });

  test('answers that came late tell the same as those to the repeated commands', async () => {
    for (const barrage of barrages) {
      await barrage.answered();
      expect(barrage.contradictions).toEqual([]);
    }
  });

  test('each key that was sent has made what it asked for, and nothing was made without one', async () => {
    expect((await ledger.keys()).sort()).toEqual([...house.keys].sort());
    expect(await ledger.withoutKey()).toEqual([]);
  });

  test('each contract has one title case, one loan account and one household, each occasion one message, each phone one customer', async () => {
    const signed = await ledger.count('sales-office', 'contract');
    expect(signed).toBe(families.length);
    expect(await ledger.count('mortgage-collection', 'title_case')).toBe(signed);
    expect(await ledger.count('mortgage-collection', 'loan_account where disbursed_on is not null')).toBe(signed);
    expect(await ledger.count('property-move-in', 'household')).toBe(signed);
    const occasions = `outbox where event_type in ('evt.sales-office.subscription.subscribed', 'evt.sales-office.care-node.due')`;
    expect(await ledger.count('client-club', 'care_message')).toBe(await ledger.count('sales-office', occasions));
    expect(await ledger.count('sales-office', occasions)).toBe(3 * families.length);
    expect(await ledger.count('info-sharing', `customer where state = 'ACTIVE'`)).toBe(people);
    const identified = `outbox where event_type like '%.party-identified'`;
    expect(await ledger.count('info-sharing', identified)).toBe(await ledger.count('info-sharing', 'directory_entry'));
  });
});
