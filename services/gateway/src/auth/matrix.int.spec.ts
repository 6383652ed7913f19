import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MetadataScanner } from '@nestjs/core';
import { fieldsOf, requests, roles, type Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { colleague, type Person } from '@linli/testing';
import { GatewayModule, type GatewayParts } from '../gateway.module.js';
import { FrontDoor, refuses } from '../test/front-door.js';
import { ACCESS, type Access } from './access.js';

interface Entrance {
  readonly method: string;
  readonly path: string;
  readonly access: Access | undefined;
}

/** Every entrance that the gateway has, read off its controllers: of contracts, of pages, of files, and those by hand. */
function entrances(): Entrance[] {
  const { controllers = [] } = GatewayModule.of({
    requests,
    devIssuer: 'http://127.0.0.1:1',
  } as unknown as GatewayParts);
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    const base = pathOf(controller);
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
      const method = prototype[name]!;
      if (!Reflect.hasMetadata('path', method)) return [];
      return {
        method: METHODS[Reflect.getMetadata('method', method) as number] ?? 'another method',
        path: [base, pathOf(method)].filter(Boolean).join('/') || '/',
        access: Reflect.getMetadata(ACCESS, method) as Access | undefined,
      };
    });
  });
}
const METHODS: Readonly<Record<number, string>> = { 0: 'GET', 1: 'POST' };
const pathOf = (of: object): string => String(Reflect.getMetadata('path', of) ?? '').replace(/^\/|\/$/g, '');
const faceOf = ({ method, path }: Entrance): string => `${method} /${path.replace(/^\//, '')}`;

const all = entrances();
const closed = all.flatMap((entrance) =>
  Array.isArray(entrance.access) ? [{ ...entrance, for: entrance.access as Role[] }] : [],
);

describe('Who may pass which entrance', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open({ requests });
    const arrived = refuse.rule('matrix.arrived', 'It came through to the department.');
    for (const request of requests) await door.serve(request, refuses(arrived));
  }, 60_000);
  afterAll(() => door.close());

  it('is said at every entrance; without a token only health, metrics, the description, the development issuer and a customer’s own link are open', () => {
    expect(all.filter(({ access }) => access === undefined)).toEqual([]);
    const byLink = requests.flatMap(({ open, http }) => (open && http ? [http] : []));
    expect(byLink.sort()).toEqual(['GET /rating-links/:link', 'POST /rating-links/rate']);
    const open = all.filter(({ access }) => access === 'open').map(faceOf);
    expect(open).toEqual(expect.arrayContaining(byLink));
    for (const face of open)
      if (!byLink.includes(face as (typeof byLink)[number]))
        expect(face).toMatch(
          /^(GET \/(health\/\w+|metrics|docs\b.*|openapi\.json|rate(\/rate\.js)?|dev\/people)|POST \/dev\/token)$/,
        );
  });

  it('is a matter of roles but for files, of which everybody has his own', () => {
    const withoutRoles = closed.filter((entrance) => entrance.for.length === 0).map(faceOf);
    expect(withoutRoles.sort()).toEqual(['GET /files/:fileId', 'POST /files']);
    for (const entrance of closed) for (const role of entrance.for) expect(roles).toContain(role);
  });

  it('is what the contracts say: each that has an HTTP face has one entrance, for its roles and no others', () => {
    const byFace = new Map(closed.map((entrance) => [faceOf(entrance), [...entrance.for].sort()]));
    for (const { http, roles: own, open } of requests)
      if (http && !open) expect([http, byFace.get(http)]).toEqual([http, [...(own ?? [])].sort()]);
  });

  const id = '0190f3c4-0000-7000-8000-0000000000c1';
  const version = requests.flatMap((request) =>
    fieldsOf(request).some((field) => field.version) ? [request.http] : [],
  );
  const knock = async (person: Person | undefined, entrance: Entrance): Promise<number> => {
    const face = faceOf(entrance);
    const controller = new AbortController();
    const response = await fetch(`${door.gateway.url}${face.split(' ')[1]!.replace(/:\w+/g, id)}`, {
      method: entrance.method,
      headers: {
        ...(person ? { authorization: `Bearer ${await door.issuer.token(person)}` } : {}),
        ...(entrance.method === 'POST' ? { 'idempotency-key': 'a-key-of-this-matrix' } : {}),
        ...(version.includes(face as never) ? { 'if-match': '"1"' } : {}),
      },
      signal: controller.signal,
    });
    // What answers without end, as news do, is heard no longer than its head.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) controller.abort();
    else await response.arrayBuffer();
    return response.status;
  };
  const each = async <T>(items: readonly T[], work: (item: T) => Promise<void>) => {
    const waiting = [...items];
    const lane = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
    };
    await Promise.all(Array.from({ length: 16 }, lane));
  };

  it('without a token nobody passes, and nothing of it reaches a department', async () => {
    const passed: string[] = [];
    await each(closed, async (entrance) => {
      if ((await knock(undefined, entrance)) !== 401) passed.push(faceOf(entrance));
    });
    expect(passed).toEqual([]);
    expect(door.arrived).toEqual([]);
  });

  it('whoever has every role but those of the entrance is refused at each, and nothing of it reaches a department', async () => {
    const passed: string[] = [];
    await each(closed, async (entrance) => {
      if (entrance.for.length === 0) return;
      const others = roles.filter((role) => !entrance.for.includes(role));
      const alone = process.env['MATRIX'] === 'full' ? others.map((role) => [role]) : [others];
      for (const own of alone) {
        const person = { id: own.length === 1 ? own[0]! : 'others', name: '旁人', roles: own };
        const status = await knock(person, entrance);
        if (status !== 403) passed.push(`${faceOf(entrance)} as ${own.join()}: ${status}`);
      }
    });
    expect(passed).toEqual([]);
    expect(door.arrived).toEqual([]);
  });

  it('each single one of its roles is enough, at each entrance', async () => {
    const stopped: string[] = [];
    let passed = 0;
    await each(closed, async (entrance) => {
      for (const role of entrance.for) {
        const status = await knock(colleague(role), entrance);
        if (status === 401 || status === 403 || status >= 500)
          stopped.push(`${faceOf(entrance)} as ${role}: ${status}`);
        else passed++;
      }
    });
    expect(stopped).toEqual([]);
    expect(passed).toBe(closed.reduce((sum, entrance) => sum + entrance.for.length, 0));
  }, 60_000);
});
