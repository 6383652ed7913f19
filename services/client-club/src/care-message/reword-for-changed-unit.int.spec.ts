import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import { FindCareMessages, Subscribed, UnitChanged, type CareMessageView } from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { clientClub } from '../service.js';
import { Club, Directory } from '../test/town.js';

const service = colleague('CUSTOMER_SERVICE_DEPT');
const directory = new Directory();
const subscribed = () => ({
  ...{ subscriptionId: uuid7(), unitId: uuid7(), projectId: 'binjiang', room: '3-1-1201', partyId: uuid7() },
  ...{ consultantId: 'sales-consultant', subscribedOn: '2026-05-01', signBy: '2026-05-15' },
});

describe('A buyer who has taken another unit', () => {
  let club: ServiceUnderTest;
  beforeAll(async () => {
    club = await ServiceUnderTest.start(Club, clientClub);
    directory.answerAt(club);
  }, 60_000);
  afterAll(() => club.stop());

  const swapped = ({ subscriptionId, projectId, partyId, unitId }: ReturnType<typeof subscribed>, room: string) => ({
    ...{ subscriptionId, projectId, partyId, fromUnitId: unitId, unitId: uuid7(), room },
  });
  const reached = (id: string, sequence: number) =>
    eventually(async () => (await club.progress('sales-office', id)) === sequence, 'the news was not taken in');
  const messageOf = (partyId: string, fits: (message: CareMessageView) => boolean) =>
    eventually(
      async () => (await club.ask(service, FindCareMessages, { partyId })).items.find(fits),
      'there is no such message',
    );

  test('is congratulated on the new one while nothing has been sent, told once or twice', async () => {
    const fact = subscribed(); // his phone is not known: the message waits
    await club.tell(Subscribed, fact, { aggregateId: fact.subscriptionId, sequence: 1 });
    await messageOf(fact.partyId, ({ state, lastFailure }) => state === 'WAITING' && lastFailure !== undefined);
    for (const sequence of [2, 3]) {
      await club.tell(UnitChanged, swapped(fact, '5-2-801'), { aggregateId: fact.subscriptionId, sequence });
      await reached(fact.subscriptionId, sequence);
    }
    const { text } = await messageOf(fact.partyId, () => true);
    expect([text.includes('5-2-801'), text.includes('3-1-1201')]).toEqual([true, false]);
  });

  test('keeps what was sent to him before', async () => {
    const fact = subscribed();
    directory.phones.set(fact.partyId, '+8613800005678');
    await club.tell(Subscribed, fact, { aggregateId: fact.subscriptionId, sequence: 1 });
    await messageOf(fact.partyId, ({ state }) => state === 'SENT');
    await club.tell(UnitChanged, swapped(fact, '5-2-801'), { aggregateId: fact.subscriptionId, sequence: 2 });
    await reached(fact.subscriptionId, 2);
    expect((await messageOf(fact.partyId, () => true)).text).toContain('3-1-1201');
  });

  test('of whom it is told before his subscription waits for it, and of whom it cannot be understood is parked', async () => {
    const fact = subscribed();
    await club.tell(UnitChanged, swapped(fact, '5-2-801'), { aggregateId: fact.subscriptionId, sequence: 2 });
    await club.tell(Subscribed, fact, { aggregateId: fact.subscriptionId, sequence: 1 });
    await reached(fact.subscriptionId, 2);
    expect((await messageOf(fact.partyId, () => true)).text).toContain('5-2-801');
    const wrong = { ...swapped(fact, '5-2-801'), unitId: 'no id' };
    await club.tell(UnitChanged, wrong, { aggregateId: fact.subscriptionId, sequence: 3 });
    await eventually(
      async () =>
        (await club.rows('select 1 from dead_letter where aggregate_id = ?', [fact.subscriptionId])).length === 1,
      'it was not parked',
    );
  });
});
