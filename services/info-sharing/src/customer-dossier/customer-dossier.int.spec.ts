import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeAnswer } from '@linli/bus';
import {
  CustomerDataDelivered,
  FindCustomers,
  GetCustomerDossier,
  GetCustomerFacts,
  MergeCustomers,
  type CustomerFacts,
  type CustomerView,
  type DeliveredCustomer,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { infoSharing } from '../service.js';
import { Departments } from '../test/departments.js';

const clerk = colleague('CUSTOMER_AFFAIRS_DEPT');
let number = 13_200_000_000;
const newPhone = () => `${++number}`;

describe('完整客户资料', () => {
  let infoDept: ServiceUnderTest;
  let departments: Departments;
  const facts: CustomerFacts[] = [];
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
  const entry = (partyId: string, more: Partial<DeliveredCustomer> = {}): DeliveredCustomer => ({
    ...{ prospectId: newId(), partyId, standing: 'PROSPECT', revision: 1, missing: ['OCCUPATION'], ...more },
  });
  const news = (projectId: string, customers: DeliveredCustomer[]): CustomerDataDelivered => ({
    ...{ submissionId: newId(), projectId, deliveredOn: '2026-05-01', customers },
  });
  const deliver = async (told: CustomerDataDelivered, sequence = 1, eventId = newId()) => {
    await infoDept.tell(CustomerDataDelivered, told, { aggregateId: told.submissionId, sequence, eventId });
    await eventually(
      async () => (await infoDept.progress('sales-office', told.submissionId)) >= sequence,
      'the customer data did not arrive',
    );
  };
  const dossier = (customerId: string, by = clerk) => infoDept.ask(by, GetCustomerDossier, { customerId });

  test('what projects have delivered of one customer stands in one dossier, with the facts that the sales office has now [REQ-066] [REQ-321]', async () => {
    const phone = newPhone();
    const [first, second] = await Promise.all([
      departments.register('sales-office', { name: '王芳', phone }),
      departments.register('sales-office', { name: '王芳', phone }),
    ]);
    const { id } = await customerOf(first);
    await customerOf(second);
    expect(await dossier(id)).toMatchObject({ id, complete: false, entries: [], away: [] });
    const [here, there] = [entry(first, { standing: 'BUYER', missing: [] }), entry(second)];
    await deliver(news('binjiang', [here]));
    await deliver(news('lakeside', [there]));
    const without = await dossier(id);
    expect(without).toMatchObject({ complete: false, away: ['sales-office'] });
    expect(without.entries.map(({ projectId, standing, missing }) => ({ projectId, standing, missing }))).toEqual([
      { projectId: 'binjiang', standing: 'BUYER', missing: [] },
      { projectId: 'lakeside', standing: 'PROSPECT', missing: ['OCCUPATION'] },
    ]);
    infoDept.service.connection.nc.subscribe(GetCustomerFacts.subject, {
      callback: (_error, message) => void message.respond(encodeAnswer(200, { facts })),
    });
    facts.push({ prospectId: here.prospectId, partyId: first, projectId: 'binjiang', occupation: 'RETIRED' });
    const whole = await dossier(id);
    expect(whole).toMatchObject({ name: '王*', away: [], entries: [{ facts: { occupation: 'RETIRED' } }, {}] });
    expect(whole.entries[1]?.facts).toBeUndefined();
    await deliver(news('lakeside', [{ ...there, revision: 2, missing: [] }]));
    expect(await dossier(id)).toMatchObject({ complete: true });
    expect(JSON.stringify(await infoDept.rows('select * from customer_dossier_entry'))).not.toContain('RETIRED');
  });

  test('two customers who are found to be one have one dossier', async () => {
    const [one, other] = [
      await departments.register('sales-office', { name: '李四', phone: newPhone() }),
      await departments.register('sales-office', { name: '李四', phone: newPhone() }),
    ];
    const [into, from] = [await customerOf(one), await customerOf(other)];
    await deliver(news('binjiang', [entry(one), entry(other)]));
    expect((await dossier(from.id)).entries).toHaveLength(1);
    await infoDept.ask(clerk, MergeCustomers, { customerId: into.id, fromCustomerId: from.id, reason: '同一人' });
    expect(await dossier(from.id)).toMatchObject({ id: into.id });
    expect((await dossier(into.id)).entries).toHaveLength(2);
  });

  test('only entries of projects that he works for are shown to a colleague; others are refused', async () => {
    const party = await departments.register('sales-office', { name: '赵六', phone: newPhone() });
    const { id } = await customerOf(party);
    await deliver(news('binjiang', [entry(party)]));
    expect(await dossier(id, stranger('COMPANY_SALES_DEPT'))).toMatchObject({ entries: [], complete: false });
    expect((await dossier(id, colleague('SALES_ADMIN_DEPT'))).entries).toHaveLength(1);
    expect(await infoDept.refusal(colleague('SALES_CONSULTANT'), GetCustomerDossier, { customerId: id })).toMatchObject(
      { kind: 'forbidden' },
    );
    expect(await infoDept.refusal(clerk, GetCustomerDossier, { customerId: newId() })).toMatchObject({
      kind: 'not-found',
    });
  });

  describe('News of delivered customers', () => {
    const kept = (prospectId: string) =>
      infoDept.rows<{ revision: number; missing: string[] }>(
        'select revision, missing from customer_dossier_entry where prospect_id = ?',
        [prospectId],
      );

    test('change nothing the second time', async () => {
      const one = entry(newId());
      const told = news('binjiang', [one]);
      const eventId = newId();
      await deliver(told, 1, eventId);
      await infoDept.tell(CustomerDataDelivered, told, { aggregateId: told.submissionId, sequence: 1, eventId });
      await deliver(news('binjiang', [one]));
      expect(await kept(one.prospectId)).toEqual([{ revision: 1, missing: ['OCCUPATION'] }]);
    });

    test('that come out of order or too late leave the later state, and come before the party is known', async () => {
      const one = entry(newId());
      await deliver(news('binjiang', [{ ...one, revision: 3, missing: [] }]));
      await deliver(news('binjiang', [{ ...one, revision: 2 }]));
      expect(await kept(one.prospectId)).toEqual([{ revision: 3, missing: [] }]);
    });

    test('that cannot be understood are parked', async () => {
      const submissionId = newId();
      const broken = { submissionId, projectId: 'binjiang', deliveredOn: '明天', customers: [] };
      await infoDept.tell(CustomerDataDelivered, broken, { aggregateId: submissionId, sequence: 1 });
      await eventually(
        async () =>
          (await infoDept.rows('select 1 from dead_letter where aggregate_id = ?', [submissionId])).length === 1,
        'the news are not parked',
      );
    });
  });
});
