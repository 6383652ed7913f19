import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { roles } from '@linli/contracts';
import { startIssuer, type Issuer } from './issuer.js';
import { people } from './people.js';

describe('the development issuer', () => {
  let issuer: Issuer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'issuer-'));
    issuer = await startIssuer({ port: 0, keyFile: join(folder, 'keys', 'issuer.pem') });
  });
  afterAll(async () => {
    await issuer.close();
    await rm(folder, { recursive: true });
  });

  const ask = async (body: unknown, path = '/dev/token') => {
    const response = await fetch(`${issuer.url}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Record<string, string>,
    };
  };
  const claimsOf = async (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${issuer.url}/jwks`)), {
      issuer: issuer.url,
      audience: 'linli',
      typ: 'at+jwt',
      algorithms: ['RS256'],
    });

  it('has a person for every role, a second one where two are needed, and one of another project', () => {
    for (const role of roles)
      expect([role, people.some((person) => person.roles.includes(role))]).toEqual([role, true]);
    const many = (role: string) =>
      people.filter((person) => person.roles.includes(role as never) && person.projects.includes('*')).length;
    expect([many('SALES_CONSULTANT'), many('MANAGER_IN_CHARGE')]).toEqual([2, 2]);
    expect(people.filter((person) => !person.projects.includes('*')).map((person) => person.roles)).toEqual([
      ['SALES_CONSULTANT'],
    ]);
    expect(new Set(people.map((person) => person.id)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.name)).size).toBe(people.length);
  });

  it('lists its people', async () => {
    const response = await fetch(`${issuer.url}/dev/people`);
    expect(await response.json()).toEqual({ people });
  });

  it('gives a token for eight hours', async () => {
    const { status, body } = await ask({ person: 'finance' });
    expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 28_800]);
    const { payload } = await claimsOf(String(body['access_token']));
    expect(payload).toMatchObject({
      sub: 'finance',
      name: '许静',
      roles: ['FINANCE_DEPT'],
      projects: ['*'],
      company: '邻里置业',
      department: '财务部',
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(28_800);
  });

  it('gives a token for other projects and another time where a test needs one', async () => {
    const { body } = await ask({ person: 'consultant', projects: ['binjiang'], expiresIn: 60 });
    const { payload } = await claimsOf(String(body['access_token']));
    expect(payload['projects']).toEqual(['binjiang']);
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
  });

  it('says how to find a person who is not there', async () => {
    const { status, type, body } = await ask({ person: 'nobody' });
    expect([status, type]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body['detail']).toContain('/dev/people');
  });

  it.each([
    ['no JSON', '{person'],
    ['nothing', ''],
    ['a list', []],
    ['null', 'null'],
    ['no person', {}],
    ['a person that is no text', { person: 7 }],
    ['an unknown field', { person: 'finance', roles: ['GENERAL_MANAGER'] }],
    ['a time that is no number', { person: 'finance', expiresIn: 'long' }],
    ['projects that are no list', { person: 'finance', projects: 'binjiang' }],
  ])('refuses %s', async (_what, body) => {
    expect((await ask(body)).status).toBe(400);
  });

  it('refuses what is too long, other paths and other methods', async () => {
    expect((await ask('x'.repeat(20_000))).status).toBe(413);
    expect((await ask({}, '/token')).status).toBe(404);
    expect((await fetch(`${issuer.url}/dev/token`)).status).toBe(405);
  });

  it('keeps its key, so that tokens survive a restart', async () => {
    const { body } = await ask({ person: 'cashier' });
    const { url } = issuer;
    await issuer.close();
    issuer = await startIssuer({ port: Number(new URL(url).port), keyFile: join(folder, 'keys', 'issuer.pem') });
    await expect(claimsOf(String(body['access_token']))).resolves.toMatchObject({ payload: { sub: 'cashier' } });
    expect((await stat(join(folder, 'keys', 'issuer.pem'))).mode & 0o077).toBe(0);
  });

  it('does not start in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    await expect(startIssuer({ port: 0 })).rejects.toThrow('does not start with NODE_ENV=production');
    process.env['NODE_ENV'] = before;
  });
});
