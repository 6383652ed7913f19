import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeAnswer } from '@linli/bus';
import { Role } from '@linli/contracts';
import { refuse, Refusal } from '@linli/kernel';
import { colleague } from '@linli/testing';
import { answers, FrontDoor, refuses } from '../test/front-door.js';
import { FindParcels, GetParcel, HandOver, RegisterParcel } from '../test/parcels.js';

const porter = colleague(Role.PROPERTY_COMPANY);
const room = '0190f3c4-0000-7000-8000-0000000000a1';
const parcel = { id: '0190f3c4-0000-7000-8000-0000000000b2', version: 3, receiver: '王芳' };
const parcels = `/rooms/${room}/parcels`;
const key = { 'idempotency-key': 'a-key-of-this-spec' };

describe('a route made from a contract', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open();
    await door.serve(RegisterParcel, answers(201, parcel));
    await door.serve(HandOver, answers(200, { ...parcel, version: 4 }));
    await door.serve(GetParcel, answers(200, parcel));
    await door.serve(FindParcels, answers(200, { items: [parcel] }));
  });
  afterAll(() => door.close());
  beforeEach(() => {
    door.arrived.length = 0;
  });

  it('carries a command with path, body, key, token and trace to its service and the answer back', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const reply = await door.send(porter, `POST ${parcels}`, {
      body: { receiver: '王芳', shelf: { row: 'A' } },
      headers: { ...key, traceparent, 'x-correlation-id': 'correlation-1' },
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual(parcel);
    expect(reply.headers.get('etag')).toBe('"3"');
    expect(reply.headers.get('location')).toBe(`${parcels}/${parcel.id}`);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    expect(reply.headers.get('idempotent-replayed')).toBeNull();
    const { message, headers } = door.arrived[0]!;
    expect(message).toEqual({ roomId: room, receiver: '王芳', shelf: { row: 'A' } });
    expect(headers).toMatchObject({
      'x-key': key['idempotency-key'],
      traceparent,
      'x-correlation-id': 'correlation-1',
    });
    expect(headers['x-token']).toBe(await door.issuer.token(porter));
    expect(Number(headers['x-timeout-ms'])).toBeGreaterThan(4_500);
  });

  it('says when an answer was given before', async () => {
    await door.serve(RegisterParcel, () => encodeAnswer(201, parcel, true));
    const reply = await door.send(porter, `POST ${parcels}`, { body: { receiver: '王芳' }, headers: key });
    expect(reply.headers.get('idempotent-replayed')).toBe('true');
  });

  it('binds If-Match to the version of the command', async () => {
    const reply = await door.send(porter, `POST ${parcels}/${parcel.id}/hand-over`, {
      headers: { ...key, 'if-match': '"3"' },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('etag')).toBe('"4"');
    expect(door.arrived[0]?.message).toEqual({ roomId: room, parcelId: parcel.id, version: 3 });
  });

  it('binds a query string by name and type', async () => {
    const reply = await door.send(
      porter,
      'GET /parcels?state=WAITING&sizes=SMALL,LARGE&heavierThan=2.5&urgent=true&limit=20&since=',
    );
    expect(reply.status).toBe(200);
    expect(door.arrived[0]?.message).toEqual({
      state: 'WAITING',
      sizes: ['SMALL', 'LARGE'],
      heavierThan: 2.5,
      urgent: true,
      limit: 20,
    });
  });

  it('answers HEAD like GET without a body', async () => {
    const reply = await door.send(porter, `HEAD ${parcels}/${parcel.id}`);
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('');
  });

  it('turns a refusal of the service into a problem', async () => {
    await door.serve(
      HandOver,
      refuses(refuse.rule('parcel.gone', 'The parcel was handed over already.', { state: 'GONE' })),
    );
    const reply = await door.send(porter, `POST ${parcels}/${parcel.id}/hand-over`, {
      headers: { ...key, 'if-match': '3' },
    });
    expect(reply.status).toBe(422);
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(reply.body).toMatchObject({
      type: 'urn:linli:problem:parcel.gone',
      title: '不符合业务规则',
      status: 422,
      detail: 'The parcel was handed over already.',
      code: 'parcel.gone',
      instance: `${parcels}/${parcel.id}/hand-over`,
      retryable: false,
      details: { state: 'GONE' },
    });
    expect(reply.body['traceId']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('shows the flaws that the service found, and nothing of an internal error', async () => {
    const flaws = [{ field: 'receiver', problem: 'receiver must be shorter' }];
    await door.serve(
      RegisterParcel,
      refuses(refuse.invalid('request.invalid', 'Some fields are not right.', { flaws })),
    );
    expect((await door.send(porter, `POST ${parcels}`, { body: {}, headers: key })).body).toMatchObject({
      status: 400,
      flaws,
    });
    await door.serve(
      RegisterParcel,
      refuses(new Refusal('internal', 'boom', 'select * from parcel failed', { details: { sql: 'select' } })),
    );
    const reply = await door.send(porter, `POST ${parcels}`, { body: {}, headers: key });
    expect(reply.body).toMatchObject({ status: 500, code: 'service.failed' });
    expect(reply.text).not.toMatch(/select|boom/);
  });

  it('repeats what was refused in passing, at most twice, with the same key', async () => {
    let calls = 0;
    await door.serve(RegisterParcel, () => {
      calls++;
      if (calls < 3) throw new Refusal('overloaded', 'bus.overloaded', 'Too much to do.');
      return encodeAnswer(201, parcel);
    });
    const reply = await door.send(porter, `POST ${parcels}`, { body: { receiver: '王芳' }, headers: key });
    expect(reply.status).toBe(201);
    expect(door.arrived.map(({ headers }) => headers['x-key'])).toEqual(Array(3).fill(key['idempotency-key']));
  });

  it('gives up with 503 and Retry-After when the service stays away', async () => {
    await door.serve(
      FindParcels,
      refuses(new Refusal('unavailable', 'service.unavailable', 'The records cannot be reached.')),
    );
    const reply = await door.send(porter, 'GET /parcels');
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(reply.body).toMatchObject({ retryable: true });
    expect(door.arrived).toHaveLength(3);
  });

  it('answers 503 when nobody serves the request', async () => {
    const reply = await door.send(porter, `POST /rooms/${room}/shelves`, { body: { shelves: [] }, headers: key });
    expect(reply.body).toMatchObject({ status: 503, code: 'bus.no-responders' });
  });

  it('answers 504 when the service stays silent for five seconds', async () => {
    await door.serve(GetParcel, () => undefined);
    const began = performance.now();
    const reply = await door.send(porter, `GET ${parcels}/${parcel.id}`);
    expect(reply.status).toBe(504);
    expect(performance.now() - began).toBeLessThan(6_000);
  });
});
