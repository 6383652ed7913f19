import { Controller, Module } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Id, outboxOf, Text } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { On } from '../index.js';
import { metrics } from '../metrics.js';
import { kitchen, KitchenModule, PlateAdded, PlaceOrder, shop, ShopModule, trouble } from './scratch.js';

class DishPraised {
  static readonly subject = 'evt.shop.dish.praised';
  @Id() dishId!: string;
  @Text() words!: string;
}

class TableLaid {
  static readonly subject = 'evt.shop.table.laid';
  @Id() tableId!: string;
}

@Controller()
class NotePraise {
  constructor(private readonly em: EntityManager) {}

  @On(DishPraised, { as: 'note-praise' })
  async handle({ dishId, words }: DishPraised): Promise<void> {
    await this.em.execute('insert into heard (id, what) values (?, ?)', [dishId, words]);
  }
}

@Controller()
class NoteTable {
  constructor(private readonly em: EntityManager) {}

  @On(TableLaid, { as: 'note-table', history: true })
  async handle({ tableId }: TableLaid): Promise<void> {
    await this.em.execute('insert into heard (id, what) values (?, ?)', [tableId, 'laid']);
  }
}

@Module({ imports: [KitchenModule], controllers: [NotePraise, NoteTable] })
class KitchenOfTomorrowModule {}

const withHeard = {
  ...kitchen,
  migrations: [
    ...kitchen.migrations,
    { name: 'Kitchen002', sql: 'create table heard (id uuid not null, what text not null)' },
  ],
};

describe('What happened before a consumer listened, or while nobody saw', () => {
  const cashier = colleague('CASHIER');
  let theShop: ServiceUnderTest;
  let yesterday: ServiceUnderTest;
  /** The kitchen as it runs now, on one database through all tests. */
  let today: ServiceUnderTest;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    yesterday = await ServiceUnderTest.start(KitchenModule, withHeard, { beside: theShop, haste: 1_000 });
    today = yesterday;
  }, 60_000);
  afterAll(async () => {
    await today.stop();
    await yesterday.stop();
    await theShop.stop();
  });
  afterEach(() => trouble.clear());

  /** An event as a use case of the shop would have written it; `published` ones never reach the stream. */
  const write = async (
    event: { subject: string },
    type: string,
    id: string,
    sequence: number,
    payload: object,
    published = false,
  ) => {
    await theShop.rows(
      `with s as (insert into outbox_seq values (?, ?, ?) on conflict (aggregate_type, aggregate_id) do update set last_seq = excluded.last_seq)
       insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, published_at)
       values (gen_random_uuid(), ?, ?, ?, ?, ?, ${published ? `now() - interval '1 hour'` : 'null'})`,
      [type, id, sequence, type, id, sequence, event.subject, JSON.stringify(payload)],
    );
  };
  /** The next version of the kitchen takes over. */
  const roll = async (haste: number) => {
    await today.service.stop();
    today = await ServiceUnderTest.start(KitchenOfTomorrowModule, withHeard, { replicaOf: yesterday, haste });
  };
  const heard = async (id: string) =>
    (await today.rows<{ what: string }>('select what from heard where id = ?', [id])).map(({ what }) => what);
  const cooked = async (orderId: string) =>
    (
      await today.rows<{ plates: number }>('select plates from plate where order_id = ? order by plates', [orderId])
    ).map(({ plates }) => plates);
  const value = async (metric: { get(): Promise<{ values: { value: number }[] }> }) =>
    (await metric.get()).values[0]?.value ?? 0;
  const order = async () => {
    const { id } = await theShop.ask(cashier, PlaceOrder, { dish: 'rice' });
    await eventually(async () => (await cooked(id)).length === 1, 'the kitchen did not cook');
    return id;
  };

  test('a reaction added later begins where the producer is, without a gap, and one that asks for history gets what is kept', async () => {
    await order();
    const [dish, table, thinned] = [newId(), newId(), newId()];
    await write(DishPraised, 'dish', dish, 1, { dishId: dish, words: 'old' });
    await write(DishPraised, 'dish', dish, 2, { dishId: dish, words: 'older' });
    await write(TableLaid, 'table', table, 1, { tableId: table }, true);
    await write(TableLaid, 'table', thinned, 3, { tableId: thinned }, true);
    await theShop.quiet();
    await order();

    await roll(1_000);

    expect(await today.progress('shop', dish)).toBe(2);
    await eventually(async () => (await heard(table)).length === 1, 'the history of the table was not told');
    await eventually(async () => (await heard(thinned)).length === 1, 'what is left of a history was not told');
    await write(DishPraised, 'dish', dish, 3, { dishId: dish, words: 'new' });
    await write(TableLaid, 'table', table, 2, { tableId: table });
    await eventually(async () => (await heard(table)).length === 2, 'the table was laid unnoticed');
    await eventually(async () => (await heard(dish)).length === 1, 'the new praise was not heard');
    expect(await heard(dish)).toEqual(['new']);
  }, 60_000);

  test('a lost last event is found in the night, once among replicas, and what only waits is not called lost', async () => {
    const orderId = await order();
    const untouched = await order();
    trouble.add('duck');
    const failing = newId();
    await today.tell(PlateAdded, { orderId: failing, dish: 'duck', plates: 1 }, { aggregateId: failing, sequence: 1 });
    await write(PlateAdded, 'order', failing, 1, { orderId: failing, dish: 'duck', plates: 1 }, true);
    await write(PlateAdded, 'order', orderId, 2, { orderId, dish: 'rice', plates: 2 }, true);
    await theShop.rows(`update outbox set published_at = now() - interval '1 hour' where aggregate_id = ?`, [
      untouched,
    ]);
    const replica = await ServiceUnderTest.start(KitchenOfTomorrowModule, withHeard, {
      replicaOf: yesterday,
      haste: 1_000,
    });
    const before = await value(metrics.reconciledLost);

    await theShop.quiet();
    const nights = await eventually(async () => {
      const found = await Promise.all([today.service.bus.reconcile(), replica.service.bus.reconcile()]);
      const compared = found.filter(({ shop: many }) => many !== undefined);
      return compared.length > 0 ? compared : undefined;
    }, 'nobody compared');
    expect(nights).toEqual([{ shop: 1 }]);

    await eventually(async () => (await cooked(orderId)).length === 2, 'the lost event was not published again');
    // Not before: what is on its way to one that stops comes again after half a minute.
    await replica.stop();
    expect(await cooked(untouched)).toEqual([1]);
    expect((await value(metrics.reconciledLost)) - before).toBe(1);
    expect(await today.service.bus.reconcile()).toEqual({});
    await today.travel('1 day');
    expect(await today.service.bus.reconcile()).toEqual({ shop: 0 });
  }, 60_000);

  test('successors of an event that is tried again wait and are no gap', async () => {
    const orderId = newId();
    trouble.add('goose');
    await roll(100);
    const tell = (plates: number) =>
      today.tell(PlateAdded, { orderId, dish: 'goose', plates }, { aggregateId: orderId, sequence: plates });
    await tell(1);
    await eventually(
      async () => (await today.rows('select 1 from inbox_attempt where aggregate_id = ?', [orderId])).length === 1,
      'the failure was not counted',
    );
    await tell(2);
    const consumer = await (
      await import('@nats-io/jetstream')
    ).jetstreamManager(today.service.connection.nc, { checkAPI: false });
    await eventually(
      async () => (await consumer.consumers.info('EVT_SHOP', 'kitchen--from--shop')).num_redelivered >= 2,
      'the successor was not put off',
    );
    expect(await value(metrics.gapOpen)).toBe(0);
    trouble.clear();
    await eventually(async () => (await cooked(orderId)).length === 2, 'the order was not cooked', 20_000);
  }, 60_000);

  test('a person may not ask what was published, a service gets it page by page', async () => {
    const { FindOutboxHeads, FindOutboxEvents } = outboxOf('shop');
    const everything = { publishedBefore: new Date().toISOString() };
    expect((await theShop.refusal(cashier, FindOutboxHeads, { aggregateType: 'order' })).kind).toBe('forbidden');
    expect((await theShop.refusal(cashier, FindOutboxEvents, everything)).kind).toBe('forbidden');

    await theShop.rows(
      `insert into outbox_seq select 'plant', 'plant-' || lpad(n::text, 4, '0'), 1 from generate_series(1, 501) n`,
    );
    const first = await theShop.askAs('kitchen', FindOutboxHeads, { aggregateType: 'plant' });
    const second = await theShop.askAs('kitchen', FindOutboxHeads, { aggregateType: 'plant', after: first.next! });
    expect([first.items.length, first.next, second.items.length, second.next]).toEqual([
      500,
      'plant-0500',
      1,
      undefined,
    ]);
    expect(second.items).toEqual([{ aggregateId: 'plant-0501', lastSeq: 1 }]);
    expect(await theShop.askAs('kitchen', FindOutboxHeads, { aggregateType: 'nothing' })).toEqual({ items: [] });

    await theShop.rows(
      `insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload, published_at)
       select ('ffffffff-ffff-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'x', 'x', n, 'evt.shop.x.done', '{}', now() - interval '1 hour'
       from generate_series(1, 1001) n`,
    );
    const after = 'ffffffff-ffff-7000-8000-000000000000';
    const page = await theShop.askAs('kitchen', FindOutboxEvents, { ...everything, after });
    const last = await theShop.askAs('kitchen', FindOutboxEvents, { ...everything, after: page.next! });
    expect([page.items.length, last.items.length, last.next]).toEqual([1_000, 1, undefined]);
  });
});
