import { connect as connectSocket } from 'node:net';
import { Controller, Module } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ServiceDefinition } from '@linli/host';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, workerNats } from '@linli/testing';
import { connectBus } from '../connect.js';
import { inWork } from '../in-work.js';
import { OnClock } from '../decorators.js';
import { metrics } from '../metrics.js';
import type { Firing } from '../clocks/firing.js';
import {
  AddPlate,
  GetOrder,
  kitchen,
  KitchenModule,
  Order,
  PlaceOrder,
  PlateAdded,
  shop,
  ShopModule,
} from './scratch.js';

const cashier = colleague('CASHIER');
const consumer = 'kitchen--from--shop';

@Controller()
class SettleBillHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('shop.settle-bill')
  async handle({ subjectId }: Firing): Promise<void> {
    await this.em.execute('insert into bill (id, order_id) values (?, ?)', [newId(), subjectId]);
  }
}

@Module({ imports: [ShopModule], controllers: [SettleBillHandler] })
class ShopWithBillsModule {}

const shopWithBills: ServiceDefinition = {
  ...shop,
  migrations: [
    ...shop.migrations,
    {
      name: 'Shop002',
      sql: 'create table bill (id uuid primary key, order_id uuid not null references shop_order (id) deferrable initially deferred)',
    },
  ],
};

/** A message with headers that no client library would send. */
async function sendRaw(subject: string, headers: string, body: string): Promise<void> {
  const { port } = new URL(await workerNats());
  const socket = connectSocket(Number(port), '127.0.0.1');
  const head = `NATS/1.0\r\n${headers}\r\n\r\n`;
  const total = Buffer.byteLength(head) + Buffer.byteLength(body);
  socket.write('CONNECT {"verbose":false,"headers":true,"no_responders":true}\r\n');
  socket.write(`HPUB ${subject} nobody ${Buffer.byteLength(head)} ${total}\r\n${head}${body}\r\nPING\r\n`);
  let heard = '';
  for await (const chunk of socket) if ((heard += String(chunk)).includes('PONG')) break;
}

describe('The bus in trouble', () => {
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopWithBillsModule, shopWithBills);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 1_000 });
  }, 60_000);
  afterAll(async () => {
    await theKitchen.stop();
    await theShop.stop();
  });

  const cooked = async (orderId: string) =>
    (await theKitchen.rows('select 1 from plate where order_id = ?', [orderId])).length;
  const value = async (gauge: { get(): Promise<{ values: { value: number }[] }> }) =>
    (await gauge.get()).values[0]?.value;
  const told = (orderId: string, sequence: number) =>
    theKitchen.tell(PlateAdded, { orderId, dish: 'rice', plates: sequence }, { aggregateId: orderId, sequence });

  test('outlives messages that make no sense', async () => {
    const { nc } = theShop.service.connection;
    for (const request of [
      '{',
      '',
      'null',
      '{"aggregateType":1}',
      '{"aggregateType":"a","aggregateId":"b","before":"x"}',
    ])
      nc.publish('bus.shop.republish', request);
    nc.publish('bus.shop.republish', new Uint8Array([0xff, 0x00, 0xfe]));
    await sendRaw(PlaceOrder.subject, 'x-token: a\nb', '{');
    await sendRaw(`${PlateAdded.subject}.${newId()}`, 'ce-id: a\nb', '{');
    await sendRaw(`${PlateAdded.subject}.${newId()}`, 'ce-id: not-a-uuid\r\nce-subject: x\r\nce-sequence: 1', '{}');
    const { id } = await theShop.ask(cashier, PlaceOrder, { dish: 'soup' });
    await eventually(async () => (await cooked(id)) === 1, 'the kitchen stands still');
    await eventually(
      async () => {
        const jsm = await jetstreamManager(theKitchen.service.connection.nc, { checkAPI: false });
        return (await jsm.consumers.info('EVT_SHOP', consumer)).num_ack_pending === 0;
      },
      'a message without sense comes again and again',
      3_000,
    );
  });

  test('a consumer that the broker lost is made again, and nothing is missed or doubled', async () => {
    const jsm = await jetstreamManager(theKitchen.service.connection.nc, { checkAPI: false });
    const first = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    await eventually(async () => (await cooked(first.id)) === 1, 'the kitchen did not cook');
    await jsm.consumers.delete('EVT_SHOP', consumer);
    const second = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    await eventually(async () => (await cooked(second.id)) === 1, 'the kitchen listens no more', 20_000);
    expect(await cooked(first.id)).toBe(1);
    expect(theKitchen.service.bus.notReady()).toEqual([]);
  }, 40_000);

  test('a stream that the broker lost is made again, and nothing is missed or doubled', async () => {
    const jsm = await jetstreamManager(theKitchen.service.connection.nc, { checkAPI: false });
    const first = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    await eventually(async () => (await cooked(first.id)) === 1, 'the kitchen did not cook');
    await jsm.streams.delete('EVT_SHOP');
    const second = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    await theShop.auditBroker();
    await eventually(async () => (await cooked(second.id)) === 1, 'the kitchen listens no more', 20_000);
    expect(await cooked(first.id)).toBe(1);
  }, 40_000);

  test('a gap is counted while it is open', async () => {
    const orderId = newId();
    await told(orderId, 2);
    await eventually(async () => (await value(metrics.gapOpen)) === 1, 'the gap is not counted');
    await told(orderId, 1);
    await eventually(async () => (await cooked(orderId)) === 2, 'the gap was not closed');
    await eventually(async () => (await value(metrics.gapOpen)) === 0, 'the gap is still counted', 2_000);
  });

  test('requests are counted while they run and no longer', async () => {
    const { id } = await theShop.ask(cashier, PlaceOrder, { dish: 'soup' });
    await Promise.all(Array.from({ length: 100 }, () => theShop.ask(cashier, GetOrder, { orderId: id })));
    expect([await value(metrics.inFlight), await value(metrics.queued)]).toEqual([0, 0]);
  });

  test('events that the broker does not take are counted', async () => {
    await theShop.rows(
      `insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload) values (?, 'x', 'x', 1, 'evt.nowhere.x.done', '{}')`,
      [newId()],
    );
    await eventually(
      async () => (await value(metrics.outboxPending)) === 1,
      'the waiting event is not counted',
      12_000,
    );
    await theShop.rows(`delete from outbox where aggregate_type = 'x'`);
  }, 20_000);

  test('a clock whose transaction cannot be committed does not hold the others up', async () => {
    await theShop.rows(
      `insert into clock (rule, subject_id, cycle, due_at) values ('shop.settle-bill', ?, '1', app_now() - interval '1 day')`,
      [newId()],
    );
    const { id } = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    await theShop.travel('61 minutes');
    const fired = () => theShop.rows('select 1 from clock where subject_id = ? and fired_at is not null', [id]);
    await eventually(async () => (await fired()).length === 1, 'the clock of an innocent order did not fire', 5_000);
    const [failed] = await theShop.rows<{ attempts: number }>(
      `select attempts from clock where rule = 'shop.settle-bill'`,
    );
    expect(failed!.attempts).toBeGreaterThan(0);
  });

  test('a whole history is published again, however long that takes', async () => {
    const { id } = await theShop.ask(cashier, PlaceOrder, { dish: 'lost' });
    await eventually(async () => (await cooked(id)) === 1, 'the kitchen did not cook');
    await theShop.rows(`create function slowly() returns trigger language plpgsql as $$
      begin if new.published_at is null and old.published_at is not null and new.aggregate_id = '${id}' then perform pg_sleep(4.5); end if; return new; end $$`);
    await theShop.rows('create trigger slow before update on outbox for each row execute function slowly()');
    await theShop.rows(`update stream_mark set stream_created = 'another'`);
    await theShop.auditBroker();
    await theShop.rows('drop trigger slow on outbox');
    await theShop.quiet();
  }, 20_000);

  test('a question that is open when the connection ends gets its answer: nobody knows', async () => {
    const connection = await connectBus({ servers: await workerNats(), name: 'guest' });
    theShop.service.connection.nc.subscribe(GetOrder.subject.replace('.get', '.never'), { callback: () => undefined });
    await theShop.service.connection.nc.flush();
    class Never extends GetOrder {
      static override readonly subject = 'qry.shop.order.never' as never;
    }
    const answer = connection.ask.send(Never, { orderId: newId() }, { timeoutMs: 2_000 });
    await connection.nc.flush();
    await connection.nc.close();
    const hung = new Promise((resolve) => setTimeout(resolve, 4_000, 'hung').unref());
    await expect(Promise.race([answer, hung])).rejects.toMatchObject({ kind: 'deadline' });
  });

  test('what a use case left running when it failed changes nothing behind its rollback', async () => {
    const order = await theShop.ask(cashier, PlaceOrder, { dish: 'tea' });
    const { em } = theShop.service.orm;
    let late: Promise<unknown> = Promise.resolve();
    const work = inWork(em, { service: 'shop', action: 'late' }, async () => {
      late = em
        .findOneOrFail(Order, order.id)
        .then(() => em.execute('update shop_order set plates = 99 where id = ?', [order.id]));
      await Promise.all([late, Promise.reject(new Error('no'))]);
    });
    await expect(work).rejects.toThrow('no');
    await expect(late).rejects.toThrow('over');
    expect(await theShop.ask(cashier, AddPlate, { orderId: order.id, version: 1 })).toMatchObject({ plates: 2 });
  });
});
