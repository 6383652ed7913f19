import { describe, expect, it } from '@jest/globals';
import { Id, Role, Text, type RequestClass } from '@linli/contracts';
import { bind, type Incoming } from './bind.js';
import { routesOf } from './route.js';
import { FindParcels, GetParcel, HandOver, parcelContracts, ParcelView, RegisterParcel } from '../test/parcels.js';

const routeOf = (request: RequestClass) => routesOf(parcelContracts).find((route) => route.request === request)!;
const incoming = (parts: Partial<Incoming>): Incoming => ({
  params: {},
  query: {},
  headers: {},
  body: undefined,
  ...parts,
});

describe('binding', () => {
  const change = (header: string) =>
    bind(routeOf(HandOver), incoming({ params: { roomId: 'r', parcelId: 'p' }, headers: { 'if-match': header } }));

  it.each(['"3"', '3', 'W/"3"', ' "3" '])('reads If-Match: %s as version 3', (header) => {
    expect(change(header)).toEqual({ roomId: 'r', parcelId: 'p', version: 3 });
  });

  it.each(['"3', '3"', 'W/3', '"-3"', '3.0', '"3", "4"', '99999999999', '""'])('refuses If-Match: %s', (header) => {
    expect(() => change(header)).toThrow(expect.objectContaining({ code: 'request.version-malformed' }));
  });

  it('lets the body repeat the path, but not contradict it', () => {
    const route = routeOf(RegisterParcel);
    expect(bind(route, incoming({ params: { roomId: 'r' }, body: { roomId: 'r', receiver: '王芳' } }))).toEqual({
      roomId: 'r',
      receiver: '王芳',
    });
    expect(() => bind(route, incoming({ params: { roomId: 'r' }, body: { roomId: 's' } }))).toThrow(
      expect.objectContaining({ code: 'request.contradiction' }),
    );
  });

  it('leaves unknown fields of a body for the service to refuse', () => {
    expect(bind(routeOf(RegisterParcel), incoming({ params: { roomId: 'r' }, body: { colour: 'red' } }))).toEqual({
      roomId: 'r',
      colour: 'red',
    });
  });

  it('takes lists by repetition, by comma, or both', () => {
    const query = { senders: ['a,b', 'c'], sizes: 'SMALL' };
    expect(bind(routeOf(FindParcels), incoming({ query }))).toEqual({ senders: ['a', 'b', 'c'], sizes: ['SMALL'] });
  });

  it.each([
    [{ limit: '20' }, { limit: 20 }],
    [{ limit: '-1' }, { limit: -1 }],
    [{ limit: '2.5' }, { limit: '2.5' }],
    [{ limit: ' 2' }, { limit: ' 2' }],
    [{ limit: '0x10' }, { limit: '0x10' }],
    [{ heavierThan: '2.50' }, { heavierThan: 2.5 }],
    [{ heavierThan: 'NaN' }, { heavierThan: 'NaN' }],
    [{ urgent: '0' }, { urgent: false }],
    [{ urgent: 'TRUE' }, { urgent: 'TRUE' }],
    [{ since: '2026-05-01' }, { since: '2026-05-01' }],
    [{ cursor: '123' }, { cursor: '123' }],
    [{ state: '' }, {}],
  ])('reads %j as %j', (query, message) => {
    expect(bind(routeOf(FindParcels), incoming({ query }))).toEqual(message);
  });
});

describe('routes', () => {
  const contract = (statics: object, make: () => new () => object = () => class Asked {}): RequestClass =>
    Object.assign(make(), {
      subject: 'qry.parcels.parcel.asked',
      reply: ParcelView,
      roles: [Role.DUTY_STAFF],
      ...statics,
    }) as unknown as RequestClass;

  it('knows where a new thing is read', () => {
    expect(routeOf(RegisterParcel).location).toBe('/rooms/:roomId/parcels');
    expect(routeOf(GetParcel).location).toBeUndefined();
  });

  it('knows where a thing is read that is made by a verb, such as an import, which had no Location', () => {
    const taken = contract({ subject: 'cmd.parcels.parcel.take', http: 'POST /parcels/take', status: 201 });
    const read = contract({ http: 'GET /parcels/:id' }, () => {
      class Read {
        @Id() id!: string;
      }
      return Read;
    });
    expect(routesOf([taken, read])[0]?.location).toBe('/parcels');
  });

  it('leaves out what is for the bus only', () => {
    expect(routesOf([contract({ http: undefined })])).toEqual([]);
  });

  it.each([
    ['has no roles', { http: 'GET /asked', roles: [] }, /no roles/],
    ['has no roles at all', { http: 'GET /asked', roles: undefined }, /no roles/],
    ['is a query by POST', { http: 'POST /asked' }, /queries are GET/],
    ['has another method', { http: 'PUT /asked' }, /no HTTP face/],
    ['has a path without its field', { http: 'GET /asked/:id' }, /no such plain field/],
  ])('keeps the gateway from starting when a contract %s', (_why, statics, sentence) => {
    expect(() => routesOf([contract(statics)])).toThrow(sentence);
  });

  it('keeps the gateway from starting when two contracts have the same door', () => {
    const asked = (name: string) => {
      class Asked {
        @Id() id!: string;
        @Text({ optional: true }) other?: string;
      }
      Object.defineProperty(Asked, 'name', { value: name });
      return Asked;
    };
    const both = [
      contract({ http: 'GET /asked/:id' }, () => asked('One')),
      contract({ http: 'GET /asked/:other' }, () => asked('Two')),
    ];
    expect(() => routesOf(both)).toThrow('Two and One both answer GET /asked/:');
  });
});
