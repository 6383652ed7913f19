import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectBus, SharedCounters, type BusConnection } from '@linli/bus';
import { FindCustomers, Role } from '@linli/contracts';
import { another, colleague, workerNats } from '@linli/testing';
import { answers, FrontDoor } from '../test/front-door.js';
import { Limits } from './limits.js';

const assistant = colleague(Role.CUSTOMER_ASSISTANT);

describe('What one person may ask in a minute', () => {
  let first: BusConnection;
  let second: BusConnection;
  beforeAll(async () => {
    first = await connectBus({ servers: await workerNats(), name: 'gateway' });
    second = await connectBus({ servers: await workerNats(), name: 'gateway' });
  });
  afterAll(async () => {
    await first.drain();
    await second.drain();
  });
  const minute = (at: number) => () => at * 60_000;
  const outcome = async (
    limits: Limits,
    times: number,
    kind: 'requests' | 'lookups',
    who = 'a.person > with words',
  ) => {
    const results = await Promise.allSettled(Array.from({ length: times }, () => limits.take(who, kind)));
    return results.filter(({ status }) => status === 'fulfilled').length;
  };

  it('is shared by the replicas: exactly the limit gets through, however they ask at once', async () => {
    const most = { requests: 100, lookups: 3, visits: 0 };
    const [one, other] = [first, second].map(({ nc }) => new Limits(new SharedCounters(nc), most, minute(1)));
    const through = await Promise.all([outcome(one!, 90, 'requests'), outcome(other!, 90, 'requests')]);
    expect(through[0] + through[1]).toBe(100);
    const lookups = await Promise.all([outcome(one!, 5, 'lookups'), outcome(other!, 5, 'lookups')]);
    expect(lookups[0] + lookups[1]).toBe(3);
    expect(await outcome(one!, 3, 'lookups', 'somebody else')).toBe(3);
  });

  it('begins anew with each minute, and the refusal says when', async () => {
    let now = 2 * 60_000 + 18_000;
    const limits = new Limits(new SharedCounters(first.nc), { requests: 1, lookups: 0, visits: 0 }, () => now);
    await limits.take('p', 'requests');
    const refusal = { kind: 'too-many', code: 'request.too-many', details: { retryAfterSeconds: 42 }, retryable: true };
    await expect(limits.take('p', 'requests')).rejects.toMatchObject(refusal);
    now = 3 * 60_000;
    await limits.take('p', 'requests');
    await expect(limits.take('p', 'requests')).rejects.toMatchObject({ details: { retryAfterSeconds: 60 } });
    expect(await outcome(limits, 50, 'lookups', 'p')).toBe(50);
  });

  it('is not counted while the broker does not answer', async () => {
    Logger.overrideLogger(false);
    const away = { take: () => Promise.reject(new Error('timeout')) };
    expect(await outcome(new Limits(away, { requests: 2, lookups: 2, visits: 2 }), 10, 'requests')).toBe(10);
  });
});

describe('A gateway with limits', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open({ requests: [FindCustomers], mostPerMinute: { requests: 40, lookups: 2, visits: 0 } });
    await door.serve(FindCustomers, answers(200, { items: [] }));
  });
  afterAll(() => door.close());

  it('answers 429 with Retry-After to one person, and goes on for the others', async () => {
    const search = '/customers?phone=13800138000';
    const replies = [];
    for (let time = 0; time < 3; time++) replies.push(await door.send(assistant, `GET ${search}`));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(replies[2]!.body).toMatchObject({ code: 'request.too-many-lookups', retryable: true });
    const seconds = Number(replies[2]!.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await door.send(assistant, 'GET /customers')).status).toBe(200);
    expect((await door.send(another(Role.CUSTOMER_ASSISTANT), `GET ${search}`)).status).toBe(200);
    expect(door.arrived).toHaveLength(4);
    const many = await Promise.all(Array.from({ length: 60 }, () => door.send(assistant, 'GET /customers')));
    expect(many.some(({ status }) => status === 429)).toBe(true);
    expect((await door.send(undefined, 'GET /health/live')).status).toBe(200);
  });
});
