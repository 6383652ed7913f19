import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Role } from '@linli/contracts';
import { colleague } from '@linli/testing';
import { answers, FrontDoor } from '../test/front-door.js';
import { FindParcels, GetParcel, HandOver, RegisterParcel } from '../test/parcels.js';

const porter = colleague(Role.PROPERTY_COMPANY);
const guard = colleague(Role.DUTY_STAFF);
const room = '0190f3c4-0000-7000-8000-0000000000a1';
const other = '0190f3c4-0000-7000-8000-0000000000a9';
const parcel = { id: '0190f3c4-0000-7000-8000-0000000000b2', version: 3, receiver: '王芳' };
const parcels = `/rooms/${room}/parcels`;
const handOver = `POST ${parcels}/${parcel.id}/hand-over`;
const key = { 'idempotency-key': 'a-key-of-this-spec' };
const json = { ...key, 'content-type': 'application/json' };

describe('bad input', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open();
    await door.serve(RegisterParcel, answers(201, parcel));
    await door.serve(HandOver, answers(200, parcel));
    await door.serve(GetParcel, answers(200, parcel));
    await door.serve(FindParcels, answers(200, { items: [] }));
  });
  afterAll(() => door.close());
  beforeEach(() => {
    door.arrived.length = 0;
  });

  const wrong: [string, number, string, string, Parameters<FrontDoor['send']>[2]][] = (
    [
      ['a command without a key', 400, 'request.key-missing', `POST ${parcels}`, { body: {} }],
      [
        'a key that is too short',
        400,
        'request.key-malformed',
        `POST ${parcels}`,
        { body: {}, headers: { 'idempotency-key': 'short' } },
      ],
      ['broken JSON', 400, 'request.broken-json', `POST ${parcels}`, { body: '{"receiver": ', headers: json }],
      ['a body that is no object', 400, 'request.not-an-object', `POST ${parcels}`, { body: [1], headers: key }],
      ['a body that is a text', 400, 'request.not-an-object', `POST ${parcels}`, { body: '"hello"', headers: json }],
      [
        '__proto__ in a body',
        400,
        'request.invalid',
        `POST ${parcels}`,
        { body: '{"__proto__": {"polluted": true}}', headers: json },
      ],
      [
        '__proto__ spelled with escapes',
        400,
        'request.invalid',
        `POST ${parcels}`,
        { body: '{"a": [{"\\u005f_proto__": 1}]}', headers: json },
      ],
      [
        'constructor in a body',
        400,
        'request.invalid',
        `POST ${parcels}`,
        { body: '{"constructor": {"prototype": {}}}', headers: json },
      ],
      [
        'a body nested without end',
        400,
        'request.too-deep',
        `POST ${parcels}`,
        { body: '['.repeat(50_000), headers: json },
      ],
      [
        'a body above 256 KB',
        413,
        'request.too-large',
        `POST ${parcels}`,
        { body: { receiver: 'x'.repeat(300_000) }, headers: key },
      ],
      [
        'another content type',
        415,
        'request.unsupported-type',
        `POST ${parcels}`,
        { body: '<a/>', headers: { ...key, 'content-type': 'text/xml' } },
      ],
      [
        'a form',
        415,
        'request.unsupported-type',
        `POST ${parcels}`,
        { body: 'a=b', headers: { ...key, 'content-type': 'application/x-www-form-urlencoded' } },
      ],
      [
        'plain text',
        415,
        'request.unsupported-type',
        `POST ${parcels}`,
        { body: 'a', headers: { ...key, 'content-type': 'text/plain' } },
      ],
      [
        'a path parameter contradicted by the body',
        400,
        'request.contradiction',
        `POST ${parcels}`,
        { body: { roomId: other }, headers: key },
      ],
      ['a change without If-Match', 428, 'request.version-missing', handOver, { body: {}, headers: key }],
      [
        'a malformed If-Match',
        400,
        'request.version-malformed',
        handOver,
        { body: {}, headers: { ...key, 'if-match': 'abc' } },
      ],
      ['If-Match: *', 400, 'request.version-malformed', handOver, { body: {}, headers: { ...key, 'if-match': '*' } }],
      [
        'a version contradicted by the body',
        400,
        'request.contradiction',
        handOver,
        { body: { version: 2 }, headers: { ...key, 'if-match': '"3"' } },
      ],
      ['an unknown query field', 400, 'request.invalid', 'GET /parcels?colour=red'],
      ['a query field given twice', 400, 'request.invalid', 'GET /parcels?state=GONE&state=WAITING'],
      ['__proto__ in a query string', 400, 'request.invalid', 'GET /parcels?__proto__=1'],
      ['constructor in a query string', 400, 'request.invalid', 'GET /parcels?constructor=1&toString=2'],
      ['brackets in a query string', 400, 'request.invalid', 'GET /parcels?state[a]=1'],
      ['an unknown path', 404, 'request.unknown-path', 'GET /parcel-room'],
      ['a path with a slash too many', 404, 'request.unknown-path', 'GET /parcels/'],
      [
        'a path parameter that is far too long',
        400,
        'request.malformed',
        `GET /rooms/${room}/parcels/${'x'.repeat(500)}`,
      ],
      ['a wrong method', 405, 'request.method-not-allowed', 'DELETE /parcels'],
    ] as const
  ).map(([what, status, code, face, options]) => [what, status, code, face, options ?? {}]);

  it.each(wrong)('%s is answered with %i %s', async (_what, status, code, face, options) => {
    const reply = await door.send(porter, face, options);
    expect(reply.body).toMatchObject({ status, code, type: `urn:linli:problem:${code}` });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(String(reply.body['detail'])).toMatch(/\p{Script=Han}.*。$/u);
    expect(reply.text).not.toMatch(/node_modules|at \w+ \(|Error:/);
    expect(door.arrived).toHaveLength(0);
  });

  it('names the field that is unknown or given twice', async () => {
    const unknown = await door.send(porter, 'GET /parcels?colour=red');
    expect(unknown.body['flaws']).toEqual([
      { field: 'colour', problem: expect.stringContaining('state、sizes、senders') },
    ]);
    const twice = await door.send(porter, 'GET /parcels?limit=1&limit=2');
    expect(twice.body['flaws']).toEqual([{ field: 'limit', problem: '填了 2 个值，只能填一个' }]);
  });

  it('refuses an unknown query field of a composed page too, which was ignored', async () => {
    const reply = await door.send(colleague(Role.LEADERSHIP), `GET /customers/${room}/life?colour=red`);
    expect(reply.body).toMatchObject({ status: 400, code: 'request.invalid', flaws: [{ field: 'colour' }] });
  });

  it('names the methods that a path takes', async () => {
    const reply = await door.send(porter, `PUT ${parcels}`);
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('POST');
    const both = await door.send(porter, 'POST /parcels', { body: {} });
    expect(both.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each(['TRACE', 'OPTIONS', 'PATCH'])('%s is no server error', async (method) => {
    const said = await door.raw(`${method} /parcels HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 40[45]/);
    expect(said).toContain('application/problem+json');
  });

  it('passes text on to the service that cannot be a number, so that it is refused with its field', async () => {
    await door.send(porter, 'GET /parcels?limit=many&urgent=perhaps&heavierThan=1e5');
    expect(door.arrived[0]?.message).toEqual({ limit: 'many', urgent: 'perhaps', heavierThan: '1e5' });
  });

  it('passes NUL bytes and lone surrogates on to be refused by the service, as text', async () => {
    await door.send(porter, `POST ${parcels}`, { body: '{"receiver": "a\\u0000b\\ud800"}', headers: json });
    expect(door.arrived[0]?.message).toEqual({ roomId: room, receiver: 'a\0b\ud800' });
  });

  const raws: [string, string | Buffer, number][] = [
    ['a broken percent-encoding in the path', 'GET /rooms/%zz/parcels/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['a broken percent-encoding in the query', 'GET /parcels?state=%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n', 401],
    ['NUL in the path', 'GET /rooms/%00/parcels/%00 HTTP/1.1\r\nHost: x\r\n\r\n', 401],
    ['headers above 16 KB', `GET /parcels HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a path above 16 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['something that is not HTTP', 'HELLO\r\n\r\n', 400],
    ['two lengths', 'POST /parcels HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc', 400],
    ['an absolute address', 'GET http://elsewhere/parcels HTTP/1.1\r\nHost: x\r\n\r\n', 401],
  ];

  it.each(raws)('%s is a problem', async (_what, bytes, status) => {
    const said = await door.raw(bytes);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(said).toMatch(/content-type: application\/problem\+json/i);
  });

  it('refuses a body that is not UTF-8', async () => {
    const token = await door.issuer.token(porter);
    const head = `POST ${parcels} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: 12345678\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n`;
    const said = await door.raw(Buffer.concat([Buffer.from(head), Buffer.from('{"receiver":"\xe9"}', 'latin1')]));
    expect(said).toMatch(/^HTTP\/1\.1 400/);
    expect(said).toContain('request.not-utf8');
  });

  it('needs a token, and says how to send one', async () => {
    const reply = await door.send(undefined, 'GET /parcels');
    expect(reply.body).toMatchObject({ status: 401, code: 'token.missing' });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    const basic = await door.send(undefined, 'GET /parcels', { headers: { authorization: 'Basic YTpi' } });
    expect(basic.body).toMatchObject({ status: 401, code: 'token.missing' });
    const forged = await door.send(undefined, 'GET /parcels', { headers: { authorization: 'Bearer a.b.c' } });
    expect(forged.body).toMatchObject({ status: 401, code: 'token.malformed' });
  });

  it('refuses a role that the contract does not name, before it reads the message', async () => {
    const reply = await door.send(guard, `POST ${parcels}`, { body: {} });
    expect(reply.body).toMatchObject({
      status: 403,
      code: 'request.forbidden',
      details: { roles: ['PROPERTY_COMPANY'] },
    });
    expect(reply.body['detail']).toContain('物业公司');
    expect((await door.send(guard, handOver, { headers: { ...key, 'if-match': '3' } })).status).toBe(200);
  });

  it('sends the security headers with answers and with problems', async () => {
    for (const face of ['GET /parcels', 'GET /nowhere', 'GET /docs']) {
      const { headers } = await door.send(porter, face);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});
