import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, sharedPostgres, startTcpProxy, type TcpProxy } from '@linli/testing';
import { GetOrder, kitchen, KitchenModule, PlaceOrder, PlateAdded, shop, ShopModule } from './scratch.js';

describe('A database that cannot be heard any more', () => {
  const cashier = colleague('CASHIER');
  const answerWithinMs = 500;
  let network: TcpProxy;
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  beforeAll(async () => {
    network = await startTcpProxy(await sharedPostgres());
    const through = { databaseThrough: (url: string) => network.through(url), databaseAnswersWithinMs: answerWithinMs };
    theShop = await ServiceUnderTest.start(ShopModule, shop, through);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 100, ...through });
  }, 60_000);
  afterEach(() => network.heal());
  afterAll(async () => {
    network.heal();
    await theKitchen.stop();
    await theShop.stop();
    await network.close();
  });

  const order = () => theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
  const cooked = async (id: string) => (await theKitchen.rows('select 1 from plate where order_id = ?', [id])).length;

  test('does not hold requests: commands and queries are refused within the limit, however many, and go on when it is back', async () => {
    const { id } = await order();
    network.blackHole();
    const began = performance.now();
    const refusals = await Promise.all([
      ...Array.from({ length: 20 }, () => theShop.refusal(cashier, GetOrder, { orderId: id }, { timeoutMs: 30_000 })),
      theShop.refusal(cashier, PlaceOrder, { dish: 'tea' }, { timeoutMs: 30_000 }),
    ]);
    expect(new Set(refusals.map(({ kind, retryable }) => `${kind} ${retryable}`))).toEqual(
      new Set(['unavailable true']),
    );
    expect(performance.now() - began).toBeLessThan(8_000);
    network.heal();
    await eventually(order, 'the shop did not come back');
    expect((await theShop.ask(cashier, GetOrder, { orderId: id })).id).toBe(id);
  }, 40_000);

  test('is no fault of an event: it is put off without being counted and handled once when the database is back', async () => {
    const orderId = newId();
    const { id: before } = await order();
    await eventually(async () => (await cooked(before)) === 1, 'the kitchen did not cook');
    network.blackHole();
    await theKitchen.tell(PlateAdded, { orderId, dish: 'tea', plates: 1 }, { aggregateId: orderId, sequence: 1 });
    const jsm = await (
      await import('@nats-io/jetstream')
    ).jetstreamManager(theKitchen.service.connection.nc, { checkAPI: false });
    await eventually(
      async () => (await jsm.consumers.info('EVT_SHOP', 'kitchen--from--shop')).num_redelivered > 0,
      'the event was not put off',
    );
    network.heal();
    await eventually(async () => (await cooked(orderId)) === 1, 'the event was not handled', 20_000);
    expect(await theKitchen.rows('select 1 from inbox_attempt where failed > 0')).toEqual([]);
    expect(await theKitchen.rows('select 1 from dead_letter')).toEqual([]);
  }, 40_000);

  test('and one that is cut off are the same to those who ask', async () => {
    await order();
    network.cut();
    expect((await theShop.refusal(cashier, PlaceOrder, { dish: 'tea' }, { timeoutMs: 30_000 })).kind).toBe(
      'unavailable',
    );
    network.heal();
    await eventually(order, 'the shop did not come back');
  }, 40_000);
});
