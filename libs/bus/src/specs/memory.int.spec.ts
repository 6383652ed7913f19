import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { Memory } from '../memory.js';
import { AddPlate, kitchen, KitchenModule, PlaceOrder, PlateAdded, shop, ShopModule } from './scratch.js';

const cashier = colleague('CASHIER');

describe('A database that was restored to an earlier state', () => {
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop });
  }, 60_000);
  afterAll(async () => {
    await theKitchen.stop();
    await theShop.stop();
  });

  const remember = async () => {
    const jsm = await jetstreamManager(theShop.service.connection.nc, { checkAPI: false });
    const pool = await theShop.service.orm.em.getConnection().getNativeClient();
    return Object.fromEntries(await new Memory('shop', pool, jsm).refresh());
  };
  const cooked = async (orderId: string) => {
    const sql = 'select plates from plate where order_id = ? order by plates';
    return (await theKitchen.rows<{ plates: number }>(sql, [orderId])).map(({ plates }) => plates);
  };
  const cookedTo = (orderId: string, seq: number) =>
    eventually(async () => (await theKitchen.progress('shop', orderId)) === seq, `place ${seq} was not heard`);

  test('takes back what it told since, and goes on behind it: nobody is told two things in one place', async () => {
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'soup' });
    await theShop.quiet();
    await theShop.ask(cashier, AddPlate, { orderId: order.id, version: order.version });
    const lost = await theShop.ask(cashier, PlaceOrder, { dish: 'rice' });
    await theShop.quiet();
    await cookedTo(order.id, 2);
    await cookedTo(lost.id, 1);
    const told = await theShop.rows<{ event_id: string }>('select * from outbox order by event_id');
    const numbers = await theShop.rows<{ last: string }>('select last_value as last from form_number');

    await theShop.rows(`delete from shop_order where dish = 'rice'`);
    await theShop.rows('update shop_order set plates = 1, version = ? where id = ?', [order.version, order.id]);
    await theShop.rows('delete from outbox where aggregate_id = ? or aggregate_seq = 2', [lost.id]);
    await theShop.rows('delete from outbox_seq where aggregate_id = ?', [lost.id]);
    await theShop.rows('update outbox_seq set last_seq = 1');

    expect(await remember()).toEqual({ [PlateAdded.subject]: 2 });
    expect(await remember()).toEqual({});
    const known = await theShop.rows<{ event_id: string }>('select * from outbox order by event_id');
    const plain = (rows: object[]) => rows.map((row) => ({ ...row, published_at: null, next_attempt_at: null }));
    expect(plain(known)).toEqual(plain(told));
    const later = await theShop.rows<{ last: string }>('select last_value as last from form_number');
    expect(Number(later[0]!.last) - Number(numbers[0]!.last)).toBe(1_020);

    await theShop.ask(cashier, AddPlate, { orderId: order.id, version: order.version });
    await cookedTo(order.id, 3);
    expect(await cooked(order.id)).toEqual([1, 2, 2]);
    expect(await theKitchen.rows('select 1 from dead_letter')).toEqual([]);
  });

  test('leaves alone what another replica has published and not yet marked', async () => {
    await theShop.ask(cashier, PlaceOrder, { dish: 'tofu' });
    await theShop.quiet();
    await theShop.rows(`update outbox set published_at = null, stream_seq = null, next_attempt_at = 'infinity'
      where payload ->> 'dish' = 'tofu'`);
    expect(await remember()).toEqual({});
    expect(await theShop.rows('select 1 from outbox where published_at is null')).toHaveLength(1);
    await theShop.rows('update outbox set next_attempt_at = now()');
    await theShop.quiet();
  });

  test('takes nothing out of the stream of a broker that was set up anew', async () => {
    await theShop.ask(cashier, PlaceOrder, { dish: 'fruit' });
    await theShop.quiet();
    const fruit = `payload ->> 'dish' = 'fruit'`;
    const [{ aggregate_id: id } = { aggregate_id: '' }] = await theShop.rows<{ aggregate_id: string }>(
      `delete from outbox where ${fruit} returning aggregate_id`,
    );
    await theShop.rows(`update stream_mark set stream_created = 'long ago'`);
    expect(await remember()).toEqual({});
    await theShop.auditBroker();
    await theShop.quiet();
    expect(await theShop.rows('select 1 from outbox where aggregate_id = ?', [id])).toEqual([]);
  });
});
