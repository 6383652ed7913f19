import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  departments,
  FindComplaints,
  queries,
  requests,
  roles,
  subjectOf,
  type Department,
  type RequestClass,
  type Role,
} from '@linli/contracts';
import { Forger, type BadToken } from './guard/bad-tokens.js';
import { wired } from './guard/envelope.js';
import { House } from './house.js';

const queryOf = (department: Department) =>
  queries.find((query) => subjectOf(query).service === department && query.roles?.length)!;

/** A customer's own entrances: what he holds is his link, nobody is asked who he is. */
const open = requests.filter((each) => each.open);
const guarded = requests.filter((each) => !each.open);

let house: House;
beforeAll(async () => {
  house = await House.open();
}, 120_000);
afterAll(() => house.close(), 60_000);

describe('Who comes with a bad token', () => {
  let forger: Forger;
  let trap: Server;
  const fetched: string[] = [];

  beforeAll(async () => {
    trap = createServer((asked, answer) => {
      fetched.push(asked.url ?? '');
      answer.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    forger = new Forger(house.issuer, roles, `http://127.0.0.1:${(trap.address() as AddressInfo).port}`);
  });
  afterAll(() => void trap.close());

  /** With headers as they are: fetch would join two of one name. */
  async function knock(authorization: readonly string[]) {
    const headers = authorization.flatMap((value) => ['authorization', value]);
    const { host } = new URL(house.url);
    const sent = request(`${house.url}${FindComplaints.http.slice(4)}`, { headers: ['host', host, ...headers] }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const body = JSON.parse(await text(response)) as { code?: string };
    return { status: response.statusCode, code: body.code, challenge: response.headers['www-authenticate'] };
  }

  const ask = async (department: Department, token: string | readonly string[]) => {
    const { ok, error } = await wired(house, queryOf(department).subject, '{}', { 'x-token': token });
    return ok ? 'ok' : error!.code;
  };

  const refusedBy = async (everywhere: (bad: BadToken) => Promise<readonly [string, unknown, unknown][]>) => {
    const all = (await Promise.all(forger.bad().map(everywhere))).flat();
    return all.filter(([, said, wanted]) => JSON.stringify(said) !== JSON.stringify(wanted));
  };

  test('is let in when it is a good one, at the gateway and in every service: the forger knows his trade', async () => {
    expect(await knock([`Bearer ${forger.good()}`])).toMatchObject({ status: 200 });
    for (const department of departments) expect(await ask(department, forger.good())).not.toMatch(/token|forbidden/);
  });

  test('of one of more than 24 kinds is refused at the gateway with 401 and the code of his fault', async () => {
    expect(forger.bad().length).toBeGreaterThanOrEqual(24);
    const passed = await refusedBy(async ({ what, code, authorization }) => [
      [what, await knock(authorization), { status: 401, code, challenge: 'Bearer' }],
    ]);
    expect(passed).toEqual([]);
  });

  test('is refused by each of the six services as well, although the gateway had let him through', async () => {
    const passed = await refusedBy(({ what, code, codeInService, tokens }) =>
      Promise.all(
        departments.map(async (department): Promise<[string, unknown, unknown]> => {
          return [`${department}: ${what}`, await ask(department, tokens), codeInService ?? code];
        }),
      ),
    );
    expect(passed).toEqual([]);
  });

  test('is nobody when his roles are none: forbidden, at the gateway and in each service', async () => {
    for (const [what, token] of forger.powerless()) {
      expect([what, await knock([`Bearer ${token}`])]).toMatchObject([
        what,
        { status: 403, code: 'request.forbidden' },
      ]);
      for (const department of departments)
        expect([what, department, await ask(department, token)]).toEqual([what, department, 'request.forbidden']);
    }
  });

  test('makes nobody fetch a key from an address that he names', () => {
    expect(fetched).toEqual([]);
  });
});

describe('Who has no token at all', () => {
  test('finds two entrances open, which ask for a link, and no other', async () => {
    expect(open.map(({ subject }) => subject).sort()).toEqual([
      'cmd.complaints.case-rating.rate',
      'qry.complaints.case-rating.by-link',
    ]);
    const link = 'A'.repeat(22);
    for (const { subject } of open) {
      const body = JSON.stringify({ link, ...(subject.startsWith('cmd') ? { score: 5 } : {}) });
      const { error } = await wired(house, subject, body, { 'x-key': 'a key of nobody'.replaceAll(' ', '-') });
      expect([subject, error!.code]).toEqual([subject, 'case-rating.link-unknown']);
    }
    const heard = await inLanes(guarded, ({ subject }) =>
      wrong([subject], async () => [subject, (await wired(house, subject, '{}', {})).error!.code, 'token.missing']),
    );
    expect(heard).toEqual([]);
  }, 60_000);
});

describe('Who has none of the roles of a request', () => {
  const BROKEN = '{"this is no JSON';
  const asPerson = async (subject: string, own: readonly Role[]) => {
    const person = { id: own.length === 1 ? own[0]! : 'others', name: '旁人', roles: own };
    const token = await house.issuer.token(person);
    return (await wired(house, subject, BROKEN, { 'x-token': token })).error!.code;
  };
  const written = async () => {
    const counts = ['change_log', 'read_log', 'idempotency', 'outbox'].map(
      (table) => `(select count(*) from ${table})`,
    );
    const sql = `select (${counts.join(' + ')})::int as many`;
    return Promise.all([...house.departments.values()].map(async (each) => (await each.rows<object>(sql))[0]));
  };

  test('is refused by the service itself, before it has even read what he sent, and nothing is written', async () => {
    const before = await written();
    const passed = await inLanes(guarded, async ({ subject, roles: own = [] }) => {
      const others = roles.filter((role) => !own.includes(role));
      const alone = process.env['MATRIX'] === 'full' ? others.map((role) => [role]) : [others];
      return wrong(alone, async (some) => [
        `${subject} as ${some.join()}`,
        await asPerson(subject, some),
        'request.forbidden',
      ]);
    });
    expect(passed).toEqual([]);
    expect(await written()).toEqual(before);
  });

  test('is not he who has one of them: each single role is heard, and told that this is no JSON', async () => {
    const stopped = await inLanes(guarded, ({ subject, roles: own = [] }) =>
      wrong(own, async (role) => [`${subject} as ${role}`, await asPerson(subject, [role]), 'request.not-json']),
    );
    expect(stopped).toEqual([]);
  }, 60_000);

  test('may be a service: each is answered what the contract lets it ask, and no command', async () => {
    const [anyone] = house.departments.values();
    const ask = (service: string, request: RequestClass) =>
      anyone!.askAs<object, RequestClass>(service, request, {}).then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
    const passed = await inLanes(guarded, (request) => {
      const allowed = 'services' in request ? (request.services ?? []) : [];
      return wrong([...departments, 'gateway', 'stranger'], async (service) => {
        const said = await ask(service, request);
        const may = allowed.includes('*') || allowed.includes(service);
        return [
          `${request.subject} from ${service}`,
          said === 'request.forbidden' ? 'refused' : 'heard',
          may ? 'heard' : 'refused',
        ];
      });
    });
    expect(passed).toEqual([]);
  }, 60_000);
});

type Finding = readonly [what: string, said: string, wanted: string];

/** What was not as it should be, of all that was tried. */
async function wrong<T>(items: readonly T[], attempt: (item: T) => Promise<Finding>): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const item of items) {
    const finding = await attempt(item);
    if (finding[1] !== finding[2]) found.push(finding);
  }
  return found;
}

/** Some at a time: a department hears 64 requests at once and lets 128 wait. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<Finding[]>): Promise<Finding[]> {
  const waiting = [...items];
  const found: Finding[] = [];
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) found.push(...(await work(next)));
  };
  await Promise.all(Array.from({ length: 24 }, lane));
  return found;
}
