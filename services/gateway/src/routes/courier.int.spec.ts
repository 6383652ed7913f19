import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectBus, encodeAnswer, encodeRefusal, type BusConnection } from '@linli/bus';
import { Refusal } from '@linli/kernel';
import { eventually, workerNats } from '@linli/testing';
import { GetParcel, RegisterParcel } from '../test/parcels.js';
import { Courier } from './courier.js';

const key = 'a-key-of-this-spec';
const parcel = { id: 'p', version: 1 };

describe('a replica that was killed with a question', () => {
  let asking: BusConnection;
  let killed: BusConnection;
  let living: BusConnection;
  let courier: Courier;
  let taken = 0;
  let answered = 0;
  beforeEach(async () => {
    const servers = await workerNats();
    [asking, killed, living] = (await Promise.all(
      ['gateway', 'parcels', 'parcels'].map((name) => connectBus({ servers, name })),
    )) as [BusConnection, BusConnection, BusConnection];
    courier = new Courier(asking.ask);
    [taken, answered] = [0, 0];
  });
  afterEach(async () => {
    await Promise.all([asking, killed, living].map(({ nc }) => nc.close()));
  });

  const subjects = [RegisterParcel.subject, GetParcel.subject];
  /** The only replica takes questions and says nothing more. */
  const silent = async () => {
    for (const subject of subjects)
      killed.nc.subscribe(subject, { queue: 'parcels', callback: () => void (taken += 1) });
    await killed.nc.flush();
  };
  const kill = async (reply: () => Uint8Array = () => encodeAnswer(200, parcel)) => {
    await killed.nc.close();
    for (const subject of subjects)
      living.nc.subscribe(subject, {
        queue: 'parcels',
        callback: (_error, msg) => {
          answered += 1;
          msg.respond(reply());
        },
      });
    await living.nc.flush();
  };

  it.each([
    ['a command', RegisterParcel, { key }],
    ['a read', GetParcel, {}],
  ])('%s is answered by another within two seconds', async (_what, request, options) => {
    await silent();
    const began = performance.now();
    const asked = courier.send(request, {}, options);
    await eventually(() => taken === 1, 'nobody was asked');
    await kill();
    expect(JSON.parse(Buffer.from((await asked).body).toString())).toEqual(parcel);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(answered).toBe(1);
  });

  it('a command without a key is not sent again: it might be done twice', async () => {
    await silent();
    const asked = courier.send(RegisterParcel, {}, { timeoutMs: 2_500 });
    await eventually(() => taken === 1, 'nobody was asked');
    await kill();
    await expect(asked).rejects.toMatchObject({ kind: 'deadline' });
    expect(answered).toBe(0);
  });

  it('amid many, each is asked once more when younger ones were answered', async () => {
    await silent();
    const asked = Array.from({ length: 40 }, (_, n) => courier.send(RegisterParcel, {}, { key: `${key}-${n}` }));
    await eventually(() => taken === 40, 'not all were asked');
    await kill();
    await courier.send(GetParcel, {});
    const began = performance.now();
    await Promise.all(asked);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(answered).toBe(41);
  });

  it('a service that is slow for everybody is not asked twice', async () => {
    await silent();
    const asked = Array.from({ length: 40 }, () => courier.send(GetParcel, {}, { timeoutMs: 2_500 }));
    await Promise.allSettled(asked);
    expect(taken).toBe(40);
  });

  it('the second is told that the first is still at it, and the answer of the first counts', async () => {
    let first: ((bytes: Uint8Array) => void) | undefined;
    let times = 0;
    killed.nc.subscribe(RegisterParcel.subject, {
      queue: 'parcels',
      callback: (_error, msg) => {
        times += 1;
        const inProgress = new Refusal('conflict', 'request.in-progress', 'Again.', { retryable: true });
        if (first) msg.respond(encodeRefusal(inProgress));
        else first = (bytes) => void msg.respond(bytes);
      },
    });
    await killed.nc.flush();
    const asked = courier.send(RegisterParcel, {}, { key });
    await eventually(() => times === 2, 'it was not asked once more', 4_000);
    first!(encodeAnswer(201, parcel));
    expect((await asked).status).toBe(201);
  });
});
