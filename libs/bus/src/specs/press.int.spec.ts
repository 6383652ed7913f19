import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@linli/kernel';
import { workerNats } from '@linli/testing/servers';
import { connectBus, type BusConnection } from '../connect.js';
import { Press, type Printed } from '../press.js';

describe('An event that two replicas publish at the same time', () => {
  let bus: BusConnection;
  beforeAll(async () => {
    bus = await connectBus({ servers: await workerNats(), name: 'twins' });
  });
  afterAll(async () => {
    await bus.drain();
  });

  const event = (kind: string): Printed => ({
    ...{ eventId: newId(), id: newId(), sequence: 1, event: `evt.twins.${kind}.born` },
    ...{ payload: {}, headers: {}, at: new Date().toISOString() },
  });
  /** A cluster of brokers answers so while it has the event from the other replica and has not stored it yet. */
  const answers = (kind: string, places: readonly number[]) => {
    let asked = 0;
    bus.nc.subscribe(`evt.twins.${kind}.>`, {
      callback: (_error, message) => {
        const seq = places[Math.min(asked++, places.length - 1)];
        message.respond(JSON.stringify({ stream: 'EVT_TWINS', seq, duplicate: true }));
      },
    });
    return () => asked;
  };

  test('is asked for again until the cluster says where it is', async () => {
    const asked = answers('slow', [0, 0, 7]);
    expect(await new Press('twins', bus).publish(event('slow'))).toBe(7);
    expect(asked()).toBe(3);
  });

  test('is not called published when the cluster does not say where it is', async () => {
    answers('never', [0]);
    await expect(new Press('twins', bus).publish(event('never'))).rejects.toThrow('does not say where');
  });
});
