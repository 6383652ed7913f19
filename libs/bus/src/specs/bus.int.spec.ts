import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@linli/kernel';
import { another, colleague, eventually, ServiceUnderTest } from '@linli/testing';
import {
  AddPlate,
  GetOrder,
  kitchen,
  KitchenModule,
  PlaceOrder,
  PlateAdded,
  shop,
  ShopModule,
  trouble,
} from './scratch.js';

const cashier = colleague('CASHIER');

describe('The bus', () => {
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 1_000 });
  }, 60_000);
  afterAll(async () => {
    await theKitchen.stop();
    await theShop.stop();
  });

  const cooked = async (orderId: string) =>
    (
      await theKitchen.rows<{ plates: number }>('select plates from plate where order_id = ? order by id', [orderId])
    ).map(({ plates }) => plates);
  const parked = (aggregateId: string) =>
    theKitchen.rows<{ reason: string }>(
      'select reason from dead_letter where aggregate_id = ? order by aggregate_seq',
      [aggregateId],
    );

  test('an effect in another service follows the commit, in order and once', async () => {
    let order = await theShop.ask(cashier, PlaceOrder, { dish: 'noodles' });
    for (let plate = 2; plate <= 10; plate++)
      order = await theShop.ask(cashier, AddPlate, { orderId: order.id, version: order.version });
    await eventually(async () => (await cooked(order.id)).length === 10, 'the kitchen did not cook ten plates');
    expect(await cooked(order.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('news that come twice count once, news that come too early wait for those before', async () => {
    const orderId = newId();
    const news = (plates: number) => ({ orderId, dish: 'rice', plates });
    const first = { aggregateId: orderId, sequence: 1, eventId: newId() };
    await theKitchen.tell(PlateAdded, news(3), { aggregateId: orderId, sequence: 3 });
    await theKitchen.tell(PlateAdded, news(2), { aggregateId: orderId, sequence: 2 });
    await theKitchen.tell(PlateAdded, news(1), first);
    await theKitchen.tell(PlateAdded, news(1), first);
    await eventually(
      async () => (await theKitchen.progress('shop', orderId)) === 3,
      'the early news were not taken up',
    );
    expect(await cooked(orderId)).toEqual([1, 2, 3]);
  });

  test('news that cannot be understood are parked at once and stop only their own aggregate', async () => {
    const orderId = newId();
    await theKitchen.tell(PlateAdded, { orderId, dish: 'rice' } as PlateAdded, { aggregateId: orderId, sequence: 1 });
    await theKitchen.tell(PlateAdded, { orderId, dish: 'rice', plates: 2 }, { aggregateId: orderId, sequence: 2 });
    await eventually(async () => (await parked(orderId)).length === 2, 'the news were not parked');
    expect(await cooked(orderId)).toEqual([]);
    const other = await theShop.ask(cashier, PlaceOrder, { dish: 'soup' });
    await eventually(async () => (await cooked(other.id)).length === 1, 'an innocent order was stopped');
  });

  test('a handler that fails is tried again and parked after six failures', async () => {
    trouble.add('duck');
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'duck' });
    await eventually(async () => (await parked(order.id)).length === 1, 'the failing news were not parked');
    expect(await theKitchen.rows('select failed from inbox_attempt')).toEqual([]);
    expect(await theKitchen.rows('select attempts, error from dead_letter where aggregate_id = ?', [order.id])).toEqual(
      [{ attempts: 6, error: 'the stove is out of order' }],
    );
    trouble.delete('duck');
  });

  test('a field that a newer producer adds is no trouble', async () => {
    const orderId = newId();
    await theKitchen.tell(PlateAdded, { orderId, dish: 'rice', plates: 1, sauce: 'soy' } as PlateAdded, {
      aggregateId: orderId,
      sequence: 1,
    });
    await eventually(async () => (await cooked(orderId)).length === 1, 'the richer news were not understood');
  });

  test('a clock fires once when its time has come', async () => {
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    const reminded = async () =>
      (
        await theShop.rows<{ reminded_at: string | null }>('select reminded_at from shop_order where id = ?', [
          order.id,
        ])
      )[0]?.reminded_at;
    expect(await reminded()).toBeNull();
    await theShop.travel('61 minutes');
    await eventually(reminded, 'the clock did not fire');
    expect(
      await theShop.rows('select 1 from clock where subject_id = ? and fired_at is not null', [order.id]),
    ).toHaveLength(1);
  });

  test('a stale version is refused, and of eight writers on one version one wins', async () => {
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'tofu' });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => theShop.ask(cashier, AddPlate, { orderId: order.id, version: order.version })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await theShop.refusal(cashier, AddPlate, { orderId: order.id, version: order.version })).toMatchObject({
      kind: 'stale',
      code: 'order.stale-version',
    });
    expect(await theShop.ask(cashier, GetOrder, { orderId: order.id })).toMatchObject({ plates: 2, version: 2 });
  });

  test('who loses a race for a version learns the code of a stale version, where it was another one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id: orderId, version } = await theShop.ask(cashier, PlaceOrder, { dish: 'tofu' });
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => theShop.ask(cashier, AddPlate, { orderId, version })),
      );
      const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(losers).toHaveLength(7);
      for (const loser of losers) expect(loser).toMatchObject({ kind: 'stale', code: 'order.stale-version' });
    }
  });

  test('twenty twins with one key make one order and get one answer', async () => {
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => theShop.ask(cashier, PlaceOrder, { dish: 'twins' }, { key })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await theShop.rows(`select 1 from shop_order where dish = 'twins'`)).toHaveLength(1);
  });

  test('a refusal is remembered under its key, another person with the same key is another request', async () => {
    const key = newId();
    expect(await theShop.refusal(cashier, PlaceOrder, { dish: 'fish' }, { key })).toMatchObject({
      code: 'order.no-fish',
      kind: 'rule',
    });
    expect(await theShop.refusal(cashier, PlaceOrder, { dish: 'fish' }, { key })).toMatchObject({
      code: 'order.no-fish',
      kind: 'rule',
    });
    expect(await theShop.refusal(cashier, PlaceOrder, { dish: 'beef' }, { key })).toMatchObject({
      code: 'request.key-reused',
    });
    expect(await theShop.ask(another('CASHIER'), PlaceOrder, { dish: 'beef' }, { key })).toMatchObject({
      dish: 'beef',
    });
  });

  test('what was not found is not carried out later under the same key: whoever was told so may have asked anew', async () => {
    const [key, orderId] = [newId(), newId()];
    const add = (its: string) => theShop.ask(cashier, AddPlate, { orderId, version: 1 }, { key: its });
    await expect(add(key)).rejects.toMatchObject({ kind: 'not-found' });
    await theShop.rows(`insert into shop_order (id, version, dish, plates) values (?, 1, 'late', 1)`, [orderId]);
    await expect(add(key)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await add(newId())).toMatchObject({ plates: 2 });
  });

  test('a bug of ours answers without its inner words and keeps nothing', async () => {
    const refusal = await theShop.refusal(cashier, PlaceOrder, { dish: 'bug' }, { key: 'key-of-the-bug' });
    expect(refusal.kind).toBe('internal');
    expect(refusal.message).not.toContain('138');
    expect(await theShop.rows(`select 1 from idempotency where key = 'key-of-the-bug'`)).toEqual([]);
  });

  test('a message that is not JSON, has no key or has no time left is refused', async () => {
    const { nc } = theShop.service.connection;
    const raw = JSON.parse((await nc.request(PlaceOrder.subject, '{', { timeout: 2_000 })).string()) as {
      ok: boolean;
      error: { code: string };
    };
    expect(raw).toMatchObject({ ok: false, error: { code: 'token.missing' } });
    expect(await theShop.refusal(cashier, PlaceOrder, { dish: 'tea' }, { key: '' })).toMatchObject({
      code: 'request.key-missing',
    });
    expect(await theShop.refusal(cashier, PlaceOrder, { dish: 'tea' }, { timeoutMs: 50 })).toMatchObject({
      kind: 'deadline',
    });
  });

  test('events the broker lost are published again and absorbed', async () => {
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'lost' });
    await eventually(async () => (await cooked(order.id)).length === 1, 'the kitchen did not cook');
    await theShop.rows(`update stream_mark set stream_created = 'another'`);
    const before = Number((await theShop.rows<{ max: string }>('select max(stream_seq) from outbox'))[0]?.max);
    expect(before).toBeGreaterThan(0);
    await theShop.auditBroker();
    await theShop.quiet();
    expect(await cooked(order.id)).toEqual([1]);
  });

  test('the log of changes cannot be changed', async () => {
    await expect(theShop.rows(`update change_log set actor_id = 'nobody'`)).rejects.toThrow('append-only');
    await expect(theShop.rows(`delete from change_log`)).rejects.toThrow('append-only');
  });
});
