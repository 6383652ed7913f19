import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeAnswer } from '@linli/bus';
import { Role } from '@linli/contracts';
import { createLogger } from '@linli/host';
import { colleague, eventually, startNats } from '@linli/testing';
import { answers, FrontDoor } from './test/front-door.js';
import { FindParcels, GetParcel, RegisterParcel } from './test/parcels.js';

const porter = colleague(Role.PROPERTY_COMPANY);
const parcelId = '0190f3c4-0000-7000-8000-0000000000b2';

describe('the gateway', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open();
    await door.serve(FindParcels, answers(200, { items: [] }));
  });
  afterAll(() => door.close());

  it('is live and ready on the port of the API', async () => {
    expect((await door.send(undefined, 'GET /health/live')).body).toEqual({ status: 'live' });
    expect((await door.send(undefined, 'GET /health/ready')).body).toEqual({ status: 'ready' });
  });

  it('measures requests by route, without ids', async () => {
    await door.send(porter, 'GET /parcels?state=GONE');
    await eventually(async () => {
      const { text } = await door.send(undefined, 'GET /metrics');
      return (
        text.includes('http_request_seconds_count{service="gateway",method="GET",route="/parcels",status="200"}') &&
        !text.includes('GONE')
      );
    }, 'the request was never counted');
  });

  it('shows the API on a page that needs nothing from outside', async () => {
    const page = await door.send(undefined, 'GET /docs');
    expect(page.status).toBe(200);
    const needed = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => String(url));
    expect(needed).toEqual([
      '/docs/swagger-ui.css',
      '/docs/favicon-32x32.png',
      '/docs/swagger-ui-bundle.js',
      '/docs/start.js',
    ]);
    for (const url of needed) expect([url, (await door.send(undefined, `GET ${url}`)).status]).toEqual([url, 200]);
    const policy = String(page.headers.get('content-security-policy'));
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect((await door.send(undefined, 'GET /openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
  });

  it.each(['package.json', '..%2fpackage.json', 'constructor', 'swagger-ui-bundle.js.map'])(
    'does not give the file %s',
    async (file) => {
      expect((await door.send(undefined, `GET /docs/${file}`)).status).toBe(404);
    },
  );

  it('has no way to the development issuer unless it is told of one', async () => {
    expect((await door.send(undefined, 'GET /dev/people')).status).toBe(404);
    expect((await door.send(undefined, 'POST /dev/token', { body: { person: 'consultant' } })).status).toBe(404);
  });

  it('passes /dev/people and /dev/token on in development', async () => {
    const asked: string[] = [];
    const issuer = createServer((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        asked.push(`${request.method} ${request.url} ${body}`);
        const known = request.url === '/dev/people' || body.includes('consultant');
        response
          .writeHead(known ? 200 : 404, { 'content-type': known ? 'application/json' : 'application/problem+json' })
          .end('{"status":404}');
      });
    });
    await new Promise<void>((done) => issuer.listen(0, '127.0.0.1', done));
    const development = await FrontDoor.open({
      devIssuer: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`,
    });
    expect((await development.send(undefined, 'GET /dev/people')).status).toBe(200);
    expect((await development.send(undefined, 'POST /dev/token', { body: { person: 'consultant' } })).status).toBe(200);
    const unknown = await development.send(undefined, 'POST /dev/token', { body: { person: 'nobody' } });
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(asked).toEqual([
      'GET /dev/people ',
      'POST /dev/token {"person":"consultant"}',
      'POST /dev/token {"person":"nobody"}',
    ]);
    await new Promise((done) => {
      issuer.close(done);
      issuer.closeAllConnections();
    });
    expect((await development.send(undefined, 'GET /dev/people')).body).toMatchObject({
      status: 503,
      code: 'issuer.unreachable',
    });
    await development.close();
  });
});

describe('the log of the gateway', () => {
  let door: FrontDoor;
  const lines: string[] = [];
  beforeAll(async () => {
    const destination = { write: (line: string) => void lines.push(line) };
    door = await FrontDoor.open({ logger: createLogger({ service: 'gateway', level: 'debug', destination }) });
  });
  afterAll(() => door.close());

  it('has one line for a request at level debug: its route, without ids, query and names', async () => {
    await door.serve(GetParcel, answers(200, { id: parcelId, version: 1, receiver: '王芳' }));
    await door.send(porter, `GET /rooms/${parcelId}/parcels/${parcelId}?receiver=王芳`);
    const line = await eventually(
      () => lines.find((each) => each.includes('"status":400')),
      'the request was not logged',
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'debug',
      method: 'GET',
      route: '/rooms/:roomId/parcels/:parcelId',
      status: 400,
    });
    expect(line).not.toMatch(new RegExp(`${parcelId}|王芳|%`));
  });

  it('has the stack of our own fault under the trace id that the problem names', async () => {
    await door.serve(RegisterParcel, () => Buffer.from('{"ok":true,"status":201,"data":{broken}'));
    const headers = { 'idempotency-key': 'a-key-of-this-spec' };
    const reply = await door.send(porter, `POST /rooms/${parcelId}/parcels`, { body: { receiver: '王芳' }, headers });
    expect(reply.body).toMatchObject({ status: 500, code: 'service.failed', retryable: false });
    const line = await eventually(() => lines.find((each) => each.includes('"error"')), 'the fault was not logged');
    expect(JSON.parse(line)).toMatchObject({ traceId: reply.body['traceId'] });
    expect(line).toContain('stack');
    expect(reply.text).not.toMatch(/JSON|broken/);
  });
});

describe('a gateway whose bus goes away', () => {
  it('is live but not ready, answers with problems, and works again when the bus is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-nats-'));
    const nats = await startNats({ storeDir: join(folder, 'js') });
    const door = await FrontDoor.open({ servers: nats.url });
    await door.serve(FindParcels, answers(200, { items: [] }));
    await nats.kill9();
    expect((await door.send(porter, 'GET /parcels')).body).toMatchObject({
      code: expect.stringMatching(/^bus\./),
      retryable: true,
    });
    expect((await door.send(undefined, 'GET /health/ready')).body).toEqual({ status: 'not ready', missing: ['bus'] });
    expect((await door.send(undefined, 'GET /health/live')).status).toBe(200);
    const again = await startNats({ storeDir: join(folder, 'js'), port: nats.port });
    await eventually(
      async () => (await door.send(undefined, 'GET /health/ready')).status === 200,
      'it never became ready again',
    );
    await eventually(async () => (await door.send(porter, 'GET /parcels')).status === 200, 'it never answered again');
    await door.close();
    await again.stop();
    await rm(folder, { recursive: true });
  });
});

describe('a gateway that stops', () => {
  it('says so, then finishes the requests that run and takes no new connections', async () => {
    const door = await FrontDoor.open();
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await door.serveLater(
      FindParcels,
      held.then(() => encodeAnswer(200, { items: [] })),
    );
    const running = door.send(porter, 'GET /parcels');
    await eventually(() => door.arrived.length === 1, 'the request never arrived');
    door.gateway.notReady('stopping');
    const ready = await door.send(undefined, 'GET /health/ready');
    expect([ready.status, ready.body]).toEqual([503, { status: 'not ready', missing: ['stopping'] }]);
    const closed = door.gateway.close();
    await eventually(
      () =>
        door.raw('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n').then(
          () => false,
          () => true,
        ),
      'it still takes connections',
    );
    release();
    expect((await running).status).toBe(200);
    await closed;
    await door.close();
  });
});
