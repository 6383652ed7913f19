import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AddPlate, kitchen, KitchenModule, PlaceOrder, shop, ShopModule, trouble } from './scratch.js';

const cashier = colleague('CASHIER');
const DISHES = [
  'rice',
  'burnt',
  'tofu',
  'soup',
  'burnt',
  'tea',
  ...Array.from({ length: 30 }, (_, n) => `noodles ${n}`),
];

describe('News that wait when a department comes back', () => {
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  const burnt: string[] = [];
  beforeAll(async () => {
    trouble.add('burnt');
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    for (const dish of DISHES) {
      const { id, version } = await theShop.ask(cashier, PlaceOrder, { dish });
      await theShop.ask(cashier, AddPlate, { orderId: id, version });
      if (trouble.has(dish)) burnt.push(id);
    }
    await theShop.quiet();
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 1_000 });
  }, 60_000);
  afterAll(async () => {
    trouble.delete('burnt');
    await theKitchen.stop();
    await theShop.stop();
  });

  /** Plates of each order as they were cooked, with the transaction that each was cooked in. */
  const plates = () =>
    theKitchen.rows<{ id: string; plates: string; transactions: string[] }>(
      `select order_id::text as id, string_agg(plates::text, ' ' order by id) as plates, array_agg(xmin::text) as transactions from plate group by order_id`,
    );

  test('are taken together, each once and in the order of its aggregate', async () => {
    await eventually(
      async () => (await theKitchen.rows('select 1 from plate')).length === 68,
      'the kitchen did not catch up',
      30_000,
    );
    const cooked = await plates();
    expect(cooked.map((each) => each.plates)).toEqual(Array<string>(34).fill('1 2'));
    expect(new Set(cooked.flatMap(({ transactions }) => transactions)).size).toBeLessThan(50);
    expect(await theKitchen.rows('select 1 from inbox_progress where last_seq = 2')).toHaveLength(34);
  }, 60_000);

  test('and cannot be digested do not stop those that they were taken with, nor are they forgotten', async () => {
    const parked = () => theKitchen.rows<{ id: string }>('select aggregate_id as id from dead_letter order by 1');
    await eventually(async () => (await parked()).length === 4, 'what cannot be digested was not parked', 30_000);
    expect((await parked()).map(({ id }) => id)).toEqual([...burnt, ...burnt].sort());
    expect((await plates()).filter(({ id }) => burnt.includes(id))).toEqual([]);
  }, 60_000);
});
