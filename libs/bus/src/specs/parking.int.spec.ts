import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { operationsOf } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { another, colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { Inbox } from '../inbox.js';
import { metrics } from '../metrics.js';
import { ParkedOrders } from './parked-orders.js';
import { kitchen, KitchenModule, PlateAdded, shop, ShopModule, trouble, waits } from './scratch.js';

const operator = colleague('OPERATOR');
const secondOperator = another('OPERATOR');
const { FindParked, GetParked, RetryParked, SkipParked } = operationsOf('kitchen');
const consumer = 'kitchen--from--shop';

describe('A parked event', () => {
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  let orders: ParkedOrders;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 10_000 });
    orders = new ParkedOrders(theKitchen, operator);
  }, 60_000);
  afterAll(async () => {
    await theKitchen.stop();
    await theShop.stop();
  });
  beforeEach(() => void trouble.add('duck'));
  afterEach(() => {
    trouble.clear();
    waits.clear();
  });

  test('stops its own aggregate only, and is shown with its place, its error and its content', async () => {
    const orderId = await orders.park(2);
    const innocent = newId();
    await orders.tell(innocent, 1, 'soup');
    await eventually(async () => (await orders.cooked(innocent)).length === 1, 'an innocent order was stopped');
    expect(await orders.cooked(orderId)).toEqual([]);
    const [head, behind] = await orders.parked(orderId);
    expect(head).toMatchObject({
      ...{
        consumer,
        producer: 'shop',
        eventType: PlateAdded.subject,
        aggregateType: 'order',
        sequence: 1,
        state: 'PARKED',
      },
      ...{
        version: 1,
        attempts: 6,
        reason: 'the stove is out of order',
        error: 'the stove is out of order',
        allowed: ['retry', 'skip'],
      },
    });
    expect(behind).toMatchObject({
      sequence: 2,
      attempts: 0,
      reason: 'an earlier event of this aggregate is parked',
      allowed: [],
    });
    expect(head).not.toHaveProperty('payload');
    const { payload, ...single } = await theKitchen.ask(operator, GetParked, { parkedId: head!.id });
    expect(single).toEqual(head);
    expect(JSON.parse(payload!)).toEqual({ orderId, dish: 'duck', plates: 1 });
  });

  test('is run again with all behind it, in order and once, when the trouble is gone', async () => {
    const orderId = await orders.park(4);
    trouble.delete('duck');
    expect(await orders.retry(orderId)).toMatchObject({
      state: 'RETRYING',
      version: 2,
      allowed: [],
      payload: expect.any(String),
    });
    await orders.standsAs(orderId, 'RESOLVED', 'RESOLVED', 'RESOLVED', 'RESOLVED');
    expect(await orders.cooked(orderId)).toEqual([1, 2, 3, 4]);
    expect(await orders.blocked(orderId)).toBeNull();
    await orders.tell(orderId, 5);
    await eventually(async () => (await orders.cooked(orderId)).length === 5, 'the order is still blocked');
    expect(await orders.cooked(orderId)).toEqual([1, 2, 3, 4, 5]);
    expect((await orders.parked(orderId)).map(({ resolvedBy, resolution }) => [resolvedBy, resolution])).toEqual(
      Array.from({ length: 4 }, () => [operator.id, 'it was run again']),
    );
  });

  test('stays parked with the new error when it fails again', async () => {
    const orderId = await orders.park(2);
    trouble.delete('duck');
    await theKitchen.rows(
      `update dead_letter set payload = payload - 'plates' where aggregate_id = ? and aggregate_seq = 1`,
      [orderId],
    );
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'PARKED', 'PARKED');
    const head = await orders.first(orderId);
    expect(head).toMatchObject({
      sequence: 1,
      attempts: 7,
      version: 3,
      error: expect.stringContaining('plates'),
      allowed: ['retry', 'skip'],
    });
    expect(await orders.cooked(orderId)).toEqual([]);
    await theKitchen.rows(
      `update dead_letter set payload = payload || '{"plates": 1}' where aggregate_id = ? and aggregate_seq = 1`,
      [orderId],
    );
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED', 'RESOLVED');
    expect(await orders.cooked(orderId)).toEqual([1, 2]);
  });

  test('lets those before a second bad one through, and that one takes its place', async () => {
    const orderId = await orders.park(3);
    trouble.delete('duck');
    await theKitchen.rows(`update dead_letter set payload = '{}' where aggregate_id = ? and aggregate_seq = 2`, [
      orderId,
    ]);
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED', 'PARKED', 'PARKED');
    expect(await orders.cooked(orderId)).toEqual([1]);
    const [, second, third] = await orders.parked(orderId);
    expect(await orders.blocked(orderId)).toBe(second?.eventId);
    expect(second?.reason).toContain('plates');
    expect(second?.allowed).toEqual(['retry', 'skip']);
    const early = await theKitchen.refusal(operator, RetryParked, { parkedId: third!.id, version: third!.version });
    expect(early).toMatchObject({ kind: 'rule', code: 'parked.not-first', details: { first: second?.id } });
  });

  test('that only the database refuses stays parked too', async () => {
    const orderId = await orders.park(2);
    trouble.delete('duck');
    await theKitchen.rows(`create unique index one_plate on plate (order_id) where order_id = '${orderId}'`);
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED', 'PARKED');
    expect((await orders.first(orderId)).error).toContain('one_plate');
    await theKitchen.rows('drop index one_plate');
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED', 'RESOLVED');
    expect(await orders.cooked(orderId)).toEqual([1, 2]);
  });

  test('is skipped by two persons with a reason, and what waits behind it runs', async () => {
    const orderId = await orders.park(3);
    const { id: parkedId, version } = await orders.first(orderId);
    const proposed = await theKitchen.ask(operator, SkipParked, { parkedId, version, reason: 'the guest has left' });
    expect(proposed).toMatchObject({
      state: 'SKIP_PROPOSED',
      proposedBy: operator.id,
      version: 2,
      allowed: ['retry', 'skip'],
    });
    expect(
      await theKitchen.refusal(operator, SkipParked, { parkedId, version: 2, reason: 'the guest has left' }),
    ).toMatchObject({
      kind: 'rule',
      code: 'parked.same-person',
    });
    expect(await orders.states(orderId)).toEqual(['SKIP_PROPOSED', 'PARKED', 'PARKED']);
    trouble.delete('duck');
    await theKitchen.ask(secondOperator, SkipParked, { parkedId, version: 2, reason: 'seen, table 4 is empty' });
    await orders.standsAs(orderId, 'SKIPPED', 'RESOLVED', 'RESOLVED');
    expect(await orders.cooked(orderId)).toEqual([2, 3]);
    const [skipped] = await orders.parked(orderId);
    expect(skipped).toMatchObject({
      resolvedBy: secondOperator.id,
      resolution: 'the guest has left; seen, table 4 is empty',
    });
    const log = await theKitchen.rows(
      'select actor_id, action, state_from, state_to from change_log where aggregate_id = ? order by id',
      [parkedId],
    );
    expect(log).toEqual([
      { actor_id: operator.id, action: SkipParked.subject, state_from: 'PARKED', state_to: 'SKIP_PROPOSED' },
      { actor_id: secondOperator.id, action: SkipParked.subject, state_from: 'SKIP_PROPOSED', state_to: 'SKIPPING' },
      { actor_id: 'service:kitchen', action: 'parked', state_from: 'SKIPPING', state_to: 'SKIPPED' },
    ]);
  });

  test('that somebody proposed to skip can be run again instead', async () => {
    const orderId = await orders.park(1);
    const { id: parkedId, version } = await orders.first(orderId);
    await theKitchen.ask(operator, SkipParked, { parkedId, version, reason: 'perhaps not needed' });
    trouble.delete('duck');
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED');
    expect((await orders.parked(orderId))[0]).not.toHaveProperty('skipReason');
    expect(await orders.cooked(orderId)).toEqual([1]);
  });

  test('is for operators only, and only in the version that they have seen', async () => {
    const orderId = await orders.park(1);
    const { id: parkedId, version } = await orders.first(orderId);
    const cashier = colleague('CASHIER');
    for (const [request, message] of [
      [FindParked, {}],
      [GetParked, { parkedId }],
      [RetryParked, { parkedId, version }],
      [SkipParked, { parkedId, version, reason: 'why not' }],
    ] as const) {
      expect(await theKitchen.refusal(cashier, request, message)).toMatchObject({ code: 'request.forbidden' });
    }
    expect(await theKitchen.refusal(operator, GetParked, { parkedId: newId() })).toMatchObject({
      code: 'parked.not-found',
    });
    expect(await theKitchen.refusal(operator, RetryParked, { parkedId, version: 9 })).toMatchObject({
      code: 'parked.stale-version',
    });
    trouble.delete('duck');
    await orders.retry(orderId);
    await orders.standsAs(orderId, 'RESOLVED');
    const done = (await orders.parked(orderId))[0]!;
    expect(await theKitchen.refusal(operator, RetryParked, { parkedId, version: done.version })).toMatchObject({
      code: 'parked.illegal-step',
    });
  });

  test('takes along what arrives while it is run again', async () => {
    const orderId = await orders.park(2);
    const { eventId } = await orders.first(orderId);
    trouble.delete('duck');
    let goOn = (): void => undefined;
    waits.set('duck', new Promise((resolve) => (goOn = resolve)));
    try {
      await orders.retry(orderId);
      await orders.seen('select 1 from inbox_attempt where event_id = ?', [eventId], 'the retry did not begin');
      await orders.tell(orderId, 3);
      await orders.seen(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        [],
        'the new event does not wait for the retry',
      );
    } finally {
      goOn();
    }
    await eventually(async () => (await orders.cooked(orderId)).length === 3, 'the new event was not taken along');
    expect(await orders.cooked(orderId)).toEqual([1, 2, 3]);
    await eventually(async () => (await orders.blocked(orderId)) === null, 'the order is still blocked');
    expect(await theKitchen.progress('shop', orderId)).toBe(3);
  });

  test('is run once, however many replicas there are', async () => {
    const replica = await ServiceUnderTest.start(KitchenModule, kitchen, { replicaOf: theKitchen, haste: 10_000 });
    try {
      const many = await Promise.all(Array.from({ length: 6 }, () => orders.park(4)));
      trouble.delete('duck');
      waits.set('duck', new Promise((resolve) => setImmediate(resolve)));
      await Promise.all(many.map((orderId) => orders.retry(orderId)));
      await Promise.all(many.map((orderId) => orders.tell(orderId, 5)));
      for (const orderId of many) {
        await eventually(async () => (await orders.cooked(orderId)).length >= 5, 'not everything was cooked');
        await eventually(async () => (await orders.blocked(orderId)) === null, 'the order is still blocked');
        expect(await orders.cooked(orderId)).toEqual([1, 2, 3, 4, 5]);
      }
    } finally {
      await replica.stop();
    }
  });

  test('that was begun four times without an end is not begun a fifth time', async () => {
    const orderId = newId();
    const eventId = newId();
    await theKitchen.rows('insert into inbox_attempt (consumer, event_id, started) values (?, ?, 4)', [
      consumer,
      eventId,
    ]);
    await theKitchen.tell(
      PlateAdded,
      { orderId, dish: 'duck', plates: 1 },
      { aggregateId: orderId, sequence: 1, eventId },
    );
    await orders.standsAs(orderId, 'PARKED');
    expect(await orders.first(orderId)).toMatchObject({
      attempts: 1,
      reason: 'It was begun four times and never ended',
    });
    await theKitchen.rows('insert into inbox_attempt (consumer, event_id, started) values (?, ?, 3)', [
      consumer,
      eventId,
    ]);
    trouble.delete('duck');
    await orders.retry(orderId);
    await eventually(
      async () => (await orders.first(orderId)).reason === 'It was begun again three times and never ended',
      'it was begun again',
    );
    expect(await orders.cooked(orderId)).toEqual([]);
  });

  test('is counted once for a replica that begins it again and again: it lives, only the answers of its database are lost', async () => {
    const { em } = theKitchen.service.orm;
    const arrival = {
      ...{ eventId: newId(), eventType: PlateAdded.subject, aggregateType: 'plate', aggregateId: newId(), sequence: 1 },
      ...{
        occurredAt: new Date(),
        payload: {},
        headers: { actor: '', correlationId: '', causationId: '', traceparent: '' },
      },
    };
    const [one, other] = [new Inbox(consumer), new Inbox(consumer)];
    const begun = async (inbox: Inbox) => await inbox.begun(em.fork(), arrival);
    for (let times = 0; times < 6; times++) expect(await begun(one)).toBe(1);
    expect(await begun(other)).toBe(2);
    await other.ended(em.fork(), arrival.eventId);
    await other.ended(em.fork(), arrival.eventId);
    expect(await begun(one)).toBe(1);
    expect(await begun(new Inbox(consumer))).toBe(2);
  });

  test('is never one that only waits for those before it', async () => {
    const orderId = newId();
    const jsm = await jetstreamManager(theKitchen.service.connection.nc, { checkAPI: false });
    const deliveries = async () => (await jsm.consumers.info('EVT_SHOP', consumer)).delivered.consumer_seq;
    const before = await deliveries();
    await orders.tell(orderId, 2, 'rice');
    await eventually(async () => (await deliveries()) > before + 6, 'the early event did not come again');
    await orders.tell(orderId, 1, 'rice');
    await eventually(async () => (await orders.cooked(orderId)).length === 2, 'the early event was not taken up');
    expect(await orders.cooked(orderId)).toEqual([1, 2]);
    expect(await orders.parked(orderId)).toEqual([]);
  });

  test('is counted as the table has it', async () => {
    await orders.park(2);
    const [{ open }] = (await theKitchen.rows<{ open: number }>(
      'select count(*)::int as open from dead_letter where resolved_at is null',
    )) as [{ open: number }];
    const gauge = async () =>
      (await metrics.deadLetters.get()).values.find(({ labels }) => labels['consumer'] === consumer)?.value;
    await eventually(async () => (await gauge()) === open, 'the gauge is not what the table says');
    metrics.deadLetters.labels(consumer).set(99);
    await eventually(async () => (await gauge()) === open, 'the gauge did not come back');
  });
});
