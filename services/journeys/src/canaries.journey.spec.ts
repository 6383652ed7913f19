import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  fieldsOf,
  GetCustomerContact,
  partyContracts,
  requests,
  subjectOf,
  type Department,
  type PersonKeeper,
  type RequestClass,
} from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { colleague, LogLines, stranger, type Person } from '@linli/testing';
import { canaries, liveAsCanaries, projectId } from './guard/canary-life.js';
import { found, inBroker, inDatabases, needlesOf } from './guard/canary-hunt.js';
import { messages } from './guard/messages.js';
import { idsOf, rowsOf, type KnownRow } from './guard/rows.js';
import { House } from './house.js';

const secrets = Object.values(canaries).flatMap((person) => Object.values<string>(person));
const needles = secrets.flatMap(needlesOf);
const log = new LogLines();
let house: House;
let customerId: string;

beforeAll(async () => {
  house = await House.noting(log);
  ({ customerId } = await liveAsCanaries(house));
}, 120_000);
afterAll(() => house.close(), 60_000);

const answerTo = async (ask: () => Promise<unknown>): Promise<string> =>
  JSON.stringify(
    await ask().catch((error: unknown) =>
      error instanceof Refusal ? { refused: error.code } : { error: String(error) },
    ),
  );

describe('Customers whom six departments know', () => {
  test('are found by the search in every form it looks for: it would not overlook one', () => {
    const [first] = secrets;
    for (const { what, bytes } of needlesOf(first!)) {
      const heap = Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' behind')]);
      expect(found('here', heap, needles)).toContainEqual({ where: 'here', what });
    }
    for (const before of ['', 'a', 'ab']) {
      const encoded = Buffer.from(`${before}${first}xyz`).toString('base64');
      expect(found('here', encoded, needles).map(({ what }) => what)).toContain(`${first} in base64`);
    }
  });

  test('stand nowhere in a database as they are: not in rows, outboxes, inboxes, dead letters nor logs of changes and readings', async () => {
    const { rows, hits } = await inDatabases(house, needles);
    expect(hits).toEqual([]);
    expect(rows).toBeGreaterThan(500);
  });

  test('stand in nothing that the broker has stored', async () => {
    const { messages: many, hits } = await inBroker(house, needles);
    expect(hits).toEqual([]);
    expect(many).toBeGreaterThan(30);
  });

  test('stand in no line of any log', () => {
    expect(log.lines.length).toBeGreaterThan(20);
    expect(found('logs', log.lines.join('\n'), needles)).toEqual([]);
  });
});

describe('What is in a foreign project', () => {
  interface Case {
    readonly request: RequestClass;
    readonly department: Department;
    readonly message: object;
  }
  let cases: Case[];

  /** For every request that names a row by its id: one that is there, in our project, and all else as the contract wants it. */
  beforeAll(async () => {
    const rows = await rowsOf(house);
    const ids = idsOf(rows);
    const ours = new Map<string, KnownRow>();
    for (const [place, known] of rows) {
      const row = known.find((each) => each.projectId === projectId);
      if (row) ours.set(place, row);
    }
    cases = requests.flatMap((request) => {
      const { service, aggregate } = subjectOf(request);
      const row = ours.get(`${service}.${aggregate.replaceAll('-', '_')}`);
      const named = [...(request.http ?? '').matchAll(/:(\w+)/g)].map(([, name]) => name!);
      const fields = fieldsOf(request);
      const id = fields.find((field) => field.name === named[0] && field.type === 'id');
      if (!row || !id || named.length !== 1 || !request.roles?.length) return [];
      const [drawn] = fc.sample(messages(request, ids), { numRuns: 1, seed: 7 });
      const version = fields.find((field) => field.version)?.name;
      const message = { ...drawn, [id.name]: row.id, ...(version ? { [version]: row.version } : {}) };
      return [{ request, department: service as Department, message }];
    });
  });

  const ask = (person: Person, { request, department, message }: Case) =>
    answerTo(async () =>
      Buffer.from((await house.departments.get(department)!.send(person, request, message)).body).toString(),
    );

  test('is not there for whoever works in another: 404, by whatever request he names it, in whichever role', async () => {
    const shown: unknown[] = [];
    for (const each of cases)
      for (const role of each.request.roles!) {
        const said = await ask(stranger(role), each);
        if (!/"refused":"[\w-]+\.not-found"|"refused":"request\.forbidden"/.test(said))
          shown.push([each.request.name, role, said.slice(0, 120)]);
      }
    expect(shown).toEqual([]);
    expect(cases.length).toBeGreaterThan(60);
  }, 60_000);

  test('is there for whoever works everywhere: the same questions are answered', async () => {
    const questions = cases.filter(({ request }) => request.subject.startsWith('qry.'));
    const hidden: unknown[] = [];
    for (const each of questions) {
      const said = await ask(colleague(each.request.roles![0]!), each);
      if (/not-found|forbidden|error/.test(said.slice(0, 60))) hidden.push([each.request.name, said.slice(0, 120)]);
    }
    expect(hidden).toEqual([]);
    expect(questions.length).toBeGreaterThan(10);
  });

  test('stands in no list of somebody who works in another', async () => {
    const shown: unknown[] = [];
    let seen = 0;
    for (const request of requests) {
      if (!request.subject.startsWith('qry.') || !request.roles?.length || !request.http) continue;
      const fields = fieldsOf(request);
      if (fields.some((field) => !field.optional && field.name !== 'projectId')) continue;
      const department = subjectOf(request).service as Department;
      const named = fields.some((field) => field.name === 'projectId') ? [{ projectId }] : [];
      for (const message of [...named, ...(fields.every((field) => field.optional) ? [{}] : [])]) {
        const said = await ask(stranger(request.roles[0]!), { request, department, message });
        const ours = await ask(colleague(request.roles[0]!), { request, department, message });
        if (ours.includes(projectId)) seen++;
        if (said.includes(projectId)) shown.push([request.name, message, said.slice(0, 200)]);
      }
    }
    expect(shown).toEqual([]);
    expect(seen).toBeGreaterThan(12);
  });
});

describe('When a reading cannot be written down,', () => {
  const keepers = Object.keys(partyContracts) as PersonKeeper[];
  /** Everything that gives a person out in full, each to somebody who may have him. */
  async function readings(): Promise<[string, () => Promise<unknown>][]> {
    const all: [string, () => Promise<unknown>][] = [];
    for (const keeper of keepers) {
      const service = house.departments.get(keeper)!;
      const { RevealPerson, GetContact } = partyContracts[keeper];
      const parties = await service.rows<{ id: string }>('select id from party order by id');
      for (const { id: partyId } of parties.slice(0, 3)) {
        const asked = { partyId, fields: ['NAME', 'PHONE'], purpose: '回访时核对联系方式' };
        all.push([
          `${keeper} reveals`,
          () => service.ask<object, RequestClass>(colleague(RevealPerson.roles[0]!), RevealPerson, asked),
        ]);
        all.push([
          `${keeper} tells info-sharing`,
          () => service.askAs<object, RequestClass>('info-sharing', GetContact, { partyId }),
        ]);
      }
    }
    const directory = house.departments.get('info-sharing')!;
    const [asker] = GetCustomerContact.services;
    all.push([
      'info-sharing tells',
      () => directory.askAs<object, RequestClass>(asker!, GetCustomerContact, { customerId, purpose: 'care' }),
    ]);
    return all;
  }
  const tells = (said: string) => secrets.some((secret) => said.includes(secret));

  test('nobody is shown in full and nobody is told: no personal data leave any department', async () => {
    const told = new Set<string>();
    for (const [what, ask] of await readings()) if (tells(await answerTo(ask))) told.add(what);
    expect([...told].sort()).toEqual(
      expect.arrayContaining(['info-sharing tells', 'sales-office reveals', 'sales-office tells info-sharing']),
    );
    const each = [...house.departments.values()];
    await Promise.all(each.map((service) => service.rows('alter table read_log rename to read_log_away')));
    const leaks: unknown[] = [];
    for (const [what, ask] of await readings()) {
      const said = await answerTo(ask);
      if (tells(said) || !/refused|error/.test(said.slice(0, 20))) leaks.push([what, said.slice(0, 100)]);
    }
    await Promise.all(each.map((service) => service.rows('alter table read_log_away rename to read_log')));
    expect(leaks).toEqual([]);
    expect(found('logs', log.lines.join('\n'), needles)).toEqual([]);
    const again = await readings();
    expect(tells(await answerTo(again[0]![1]))).toBe(true);
  });
});
