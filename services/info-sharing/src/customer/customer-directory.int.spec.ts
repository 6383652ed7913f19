import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CustomersMerged,
  FindCustomers,
  GetCustomer,
  lifeContracts,
  MergeCustomers,
  PartyIdentified,
  type CustomerView,
} from '@linli/contracts';
import { newId, residentNumber } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { infoSharing } from '../service.js';
import { Departments } from '../test/departments.js';

const clerk = colleague('CUSTOMER_AFFAIRS_DEPT');
let number = 13_000_000_000;
const newPhone = () => `${++number}`;
let serial = 100;
const newIdNumber = () => residentNumber(`11010519491231${++serial}`);

describe('The customer directory', () => {
  let infoDept: ServiceUnderTest;
  let departments: Departments;
  beforeAll(async () => {
    infoDept = await ServiceUnderTest.start(AppModule, infoSharing);
    departments = new Departments(infoDept);
  }, 60_000);
  afterAll(() => infoDept.stop());

  const customerOf = (partyId: string): Promise<CustomerView> =>
    eventually(
      async () => (await infoDept.ask(clerk, FindCustomers, { partyId })).items[0],
      `party ${partyId} was never identified`,
    );
  const settled = (partyId: string, news: number) =>
    eventually(
      async () =>
        (await infoDept.rows('select 1 from identification where party_id = ? and done_at_news >= ?', [partyId, news]))
          .length === 1,
      `news ${news} of party ${partyId} were never worked off`,
    );
  const told = async (partyId: string) =>
    (await infoDept.published(PartyIdentified)).filter((event) => event.partyId === partyId);

  test('a person known to two departments under one phone, however it is written, is one customer, shown masked [REQ-315]', async () => {
    const phone = newPhone();
    const prospect = await departments.register('sales-office', { name: '王芳', phone });
    const before = await customerOf(prospect);
    const caller = await departments.register('complaints', {
      name: '王芳',
      phone: `+86 ${phone.slice(0, 3)}-${phone.slice(3)}`,
    });
    const customer = await customerOf(caller);
    expect(customer).toMatchObject({
      id: before.id,
      state: 'ACTIVE',
      name: '王*',
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    });
    expect(customer.parties).toEqual([
      { partyId: prospect, service: 'sales-office' },
      { partyId: caller, service: 'complaints' },
    ]);
    expect(await told(caller)).toEqual([
      { partyId: caller, service: 'complaints', customerId: customer.id, revision: 1 },
    ]);
    expect(await infoDept.ask(clerk, GetCustomer, { customerId: customer.id })).toEqual(customer);
  });

  test('what all four departments hear of persons comes together in one place [REQ-312]', async () => {
    const phone = newPhone();
    for (const keeper of ['sales-office', 'property-move-in', 'complaints', 'client-club'] as const) {
      await departments.register(keeper, { name: '李雷', phone });
    }
    const customer = await eventually(
      async () =>
        (await infoDept.ask(clerk, FindCustomers, { phone })).items.find(({ parties }) => parties.length === 4),
      '李雷 was not collected from all four departments',
    );
    expect(new Set(customer.parties.map(({ service }) => service)).size).toBe(4);
  });

  test('nobody finds a full name or phone in the tables of the directory', async () => {
    const phone = newPhone();
    await customerOf(await departments.register('client-club', { name: '诸葛密言', phone, idNumber: newIdNumber() }));
    const text = JSON.stringify([
      await infoDept.rows('select * from directory_entry'),
      await infoDept.rows('select * from customer'),
      await infoDept.rows('select * from outbox'),
      await infoDept.rows('select * from identification'),
      await infoDept.rows('select * from change_log'),
    ]);
    expect([text.includes('密言'), text.includes(phone)]).toEqual([false, false]);
  });

  test('two services that register the same person at the same moment give one customer', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = newPhone();
      const parties = await Promise.all(
        (['sales-office', 'complaints', 'client-club', 'property-move-in'] as const).map((keeper) =>
          departments.register(keeper, { name: '赵云', phone }),
        ),
      );
      const customers = await Promise.all(parties.map(customerOf));
      expect(new Set(customers.map(({ id }) => id)).size).toBe(1);
    }
  });

  test('one phone with two ID numbers is two customers, noted as possible duplicates', async () => {
    const phone = newPhone();
    const wife = await customerOf(
      await departments.register('sales-office', { name: '孙丽', phone, idNumber: newIdNumber() }),
    );
    const husband = await customerOf(
      await departments.register('complaints', { name: '周强', phone, idNumber: newIdNumber() }),
    );
    expect(husband.id).not.toBe(wife.id);
    expect(husband.possibleDuplicates).toEqual([wife.id]);
    expect((await infoDept.ask(clerk, GetCustomer, { customerId: wife.id })).possibleDuplicates).toEqual([husband.id]);
    const again = await customerOf(await departments.register('client-club', { name: '周强', phone }));
    expect(again.id).toBe(husband.id);
  });

  test('two ID numbers on one phone at the same moment are still two customers', async () => {
    const phone = newPhone();
    const [one, other] = await Promise.all([
      departments.register('sales-office', { name: '孙丽', phone, idNumber: newIdNumber() }),
      departments.register('complaints', { name: '周强', phone, idNumber: newIdNumber() }),
    ]);
    expect((await customerOf(one)).id).not.toBe((await customerOf(other)).id);
  });

  test('when ID number and phone lead to two customers, the ID number wins and the doubt is noted', async () => {
    const [phone, idNumber] = [newPhone(), newIdNumber()];
    const byId = await customerOf(
      await departments.register('sales-office', { name: '陈静', phone: newPhone(), idNumber }),
    );
    const byPhone = await customerOf(await departments.register('complaints', { name: '陈静', phone }));
    const both = await customerOf(await departments.register('property-move-in', { name: '陈静', phone, idNumber }));
    expect(both.id).toBe(byId.id);
    expect(both.possibleDuplicates).toEqual([byPhone.id]);
  });

  test('an ID number that is told later moves the party to the customer who has it; the empty one means him from then on', async () => {
    const idNumber = newIdNumber();
    const buyer = await customerOf(
      await departments.register('sales-office', { name: '何平', phone: newPhone(), idNumber }),
    );
    const party = await departments.register('complaints', { name: '何平', phone: newPhone() });
    const alone = await customerOf(party);
    await departments.changeContact(party, { name: '何平', phone: newPhone(), idNumber });
    await settled(party, 2);
    expect((await customerOf(party)).id).toBe(buyer.id);
    expect((await told(party)).map(({ customerId, revision }) => ({ customerId, revision }))).toEqual([
      { customerId: alone.id, revision: 1 },
      { customerId: buyer.id, revision: 2 },
    ]);
    expect(await infoDept.ask(clerk, GetCustomer, { customerId: alone.id })).toMatchObject({
      id: buyer.id,
      mergedIds: [alone.id],
    });
  });

  test('a new phone stays with its customer and finds him; the old one is free for whoever gets it', async () => {
    const [old, next] = [newPhone(), newPhone()];
    const party = await departments.register('sales-office', { name: '吴敏', phone: old });
    const customer = await customerOf(party);
    await departments.changeContact(party, { name: '吴敏', phone: next });
    await settled(party, 2);
    expect((await infoDept.ask(clerk, FindCustomers, { phone: next })).items.map(({ id }) => id)).toEqual([
      customer.id,
    ]);
    expect((await infoDept.ask(clerk, FindCustomers, { phone: old })).items).toEqual([]);
    expect((await customerOf(await departments.register('complaints', { name: '郑洁', phone: old }))).id).not.toBe(
      customer.id,
    );
    expect(await told(party)).toHaveLength(1);
  });

  test('customers are found by exact name and page by page', async () => {
    const customers = [];
    for (let i = 0; i < 3; i++)
      customers.push(
        await customerOf(await departments.register('client-club', { name: '欧阳独一', phone: newPhone() })),
      );
    const first = await infoDept.ask(clerk, FindCustomers, { name: '歐陽 独一', limit: 2 });
    const second = await infoDept.ask(clerk, FindCustomers, { name: '欧阳独一', limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(customers.map(({ id }) => id).sort());
    expect((await infoDept.ask(clerk, FindCustomers, { name: '欧阳' })).items).toEqual([]);
    expect(await infoDept.refusal(clerk, FindCustomers, { phone: 'zzz' })).toMatchObject({
      code: 'customer.phone-not-understood',
    });
    expect(await infoDept.refusal(colleague('BANK'), FindCustomers, {})).toMatchObject({ kind: 'forbidden' });
  });

  describe('Merging', () => {
    const two = async () => {
      const party = await departments.register('complaints', { name: '郭靖', phone: newPhone() });
      return {
        into: await customerOf(await departments.register('sales-office', { name: '郭靖', phone: newPhone() })),
        from: await customerOf(party),
        party,
      };
    };

    test('a dry run shows what would move and changes nothing', async () => {
      const { into, from, party } = await two();
      const shown = await infoDept.ask(clerk, MergeCustomers, {
        customerId: into.id,
        fromCustomerId: from.id,
        dryRun: true,
        reason: '同一人',
      });
      expect(shown).toMatchObject({
        dryRun: true,
        movedParties: [{ partyId: party, service: 'complaints' }],
        movedIds: [from.id],
        differentIdNumbers: false,
      });
      expect(await infoDept.ask(clerk, GetCustomer, { customerId: from.id })).toEqual(from);
      expect(await infoDept.ask(clerk, GetCustomer, { customerId: into.id })).toEqual(into);
    });

    test('the merged id means the remaining customer, all is told, and the history is kept', async () => {
      const { into, from, party } = await two();
      await infoDept.ask(clerk, MergeCustomers, { customerId: into.id, fromCustomerId: from.id, reason: '同一人' });
      const merged = await infoDept.ask(clerk, GetCustomer, { customerId: from.id });
      expect(merged).toMatchObject({ id: into.id, mergedIds: [from.id] });
      expect(merged.parties).toHaveLength(2);
      expect(await infoDept.published(CustomersMerged)).toContainEqual({
        fromCustomerId: from.id,
        intoCustomerId: into.id,
      });
      expect((await told(party)).at(-1)).toMatchObject({ customerId: into.id, revision: 2 });
      expect(
        await infoDept.rows('select moved_party_ids, merged_by from customer_merge where from_customer_id = ?', [
          from.id,
        ]),
      ).toEqual([{ moved_party_ids: [party], merged_by: clerk.id }]);
      const again = await infoDept.refusal(clerk, MergeCustomers, {
        customerId: into.id,
        fromCustomerId: from.id,
        reason: '再次',
      });
      expect(again).toMatchObject({
        kind: 'conflict',
        code: 'customer.already-merged',
        details: { mergedInto: into.id },
      });
    });

    test('a chain of merges ends at the last one', async () => {
      const { into: second, from: first } = await two();
      const { into: third } = await two();
      await infoDept.ask(clerk, MergeCustomers, { customerId: second.id, fromCustomerId: first.id, reason: '同一人' });
      await infoDept.ask(clerk, MergeCustomers, { customerId: third.id, fromCustomerId: second.id, reason: '同一人' });
      expect((await infoDept.ask(clerk, GetCustomer, { customerId: first.id })).id).toBe(third.id);
    });

    test('different ID numbers are merged only when both documents were looked at', async () => {
      const [one, other] = await Promise.all([
        departments.register('sales-office', { name: '黄蓉', phone: newPhone(), idNumber: newIdNumber() }),
        departments.register('client-club', { name: '黄蓉', phone: newPhone(), idNumber: newIdNumber() }),
      ]);
      const merge = {
        customerId: (await customerOf(one)).id,
        fromCustomerId: (await customerOf(other)).id,
        reason: '护照与身份证',
      };
      expect(await infoDept.refusal(clerk, MergeCustomers, merge)).toMatchObject({
        kind: 'rule',
        code: 'customer.different-id-numbers',
      });
      expect(await infoDept.ask(clerk, MergeCustomers, { ...merge, confirmDifferentIdNumbers: true })).toMatchObject({
        differentIdNumbers: true,
      });
    });

    test('only 客户事务部 merges, two different customers who exist', async () => {
      const { into, from } = await two();
      const merge = { customerId: into.id, fromCustomerId: from.id, reason: '同一人' };
      expect(await infoDept.refusal(colleague('SALES_ADMIN_DEPT'), MergeCustomers, merge)).toMatchObject({
        kind: 'forbidden',
      });
      expect(await infoDept.refusal(clerk, MergeCustomers, { ...merge, fromCustomerId: into.id })).toMatchObject({
        code: 'customer.same',
      });
      expect(await infoDept.refusal(clerk, MergeCustomers, { ...merge, fromCustomerId: newId() })).toMatchObject({
        kind: 'not-found',
      });
    });
  });

  test("a customer's life tells where he became known and that two of him were one", async () => {
    const party = await departments.register('complaints', { name: '林冲', phone: newPhone() });
    const from = await customerOf(party);
    const into = await customerOf(await departments.register('sales-office', { name: '林冲', phone: newPhone() }));
    await infoDept.ask(clerk, MergeCustomers, { customerId: into.id, fromCustomerId: from.id, reason: '同一人' });
    const life = await infoDept.ask(clerk, lifeContracts['info-sharing'], { customerId: from.id, partyIds: [party] });
    expect(life.facts.map(({ title }) => title)).toEqual([
      '客户信息库:与投诉登记的客户对应',
      '客户信息库:与售楼部登记的客户对应',
      '客户信息库:两份资料合并为一位客户',
    ]);
  });
});
