import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fieldsOf, requests, roles, subjectOf, type RequestClass, type Role } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { colleague, stranger, type Person, type ServiceUnderTest } from '@linli/testing';
import { idIn, oneOfEach } from './guard/one-of-each.js';
import { record } from './guard/messages.js';
import { House } from './house.js';

const projectId = 'binjiang';
/** What fields call a row that is not named like its table. */
const aliases: Readonly<Record<string, string>> = {
  confirmationId: 'unit_confirmation',
  letterId: 'work_contact_letter',
  submissionId: 'customer_data_submission',
  newUnitId: 'unit',
  nodeId: 'care_node',
};
/** What names nothing of a project: machinery for operators, files of one's own, and what begins a project. */
const nowhere = [
  ...['CancelExport', 'GetExport', 'StartExport', 'GetParked', 'RetryParked', 'SkipParked'],
  ...['ChangeBusinessCalendar', 'GetCaseClocks', 'PublishClockPolicy'],
]
  .map((name) => `${name}OfSalesOffice`)
  .concat('OpenProject');

/** One question or command to the sales office that names something of our project. */
interface Case {
  readonly request: RequestClass;
  readonly message: Record<string, unknown>;
}

describe('Another project of the sales office', () => {
  let house: House;
  let office: ServiceUnderTest;
  let cases: Case[];
  let lists: RequestClass[];
  let others: RequestClass[];

  beforeAll(async () => {
    house = await House.open('sales-office');
    office = house.departments.get('sales-office')!;
    await office.rows(
      `insert into project (id, state, name, signing_term_days, hold_days) values ('${projectId}', 'ON_SALE', '滨江壹号', 7, 7)`,
    );
    const tables = await oneOfEach(office, projectId, { consultant_id: colleague('SALES_CONSULTANT').id });
    const known = new Map([
      ...tables.map((table) => [`${camel(table)}Id`, idIn(table)] as const),
      ...Object.entries(aliases).map(([name, table]) => [name, idIn(table)] as const),
    ]);
    const ofOffice = requests.filter((request) => subjectOf(request).service === 'sales-office' && request.http && request.roles?.length); // prettier-ignore
    const isList = (request: RequestClass) => fieldsOf(request).every(({ optional }) => optional) && subjectOf(request).kind === 'qry'; // prettier-ignore
    lists = ofOffice.filter(isList);
    const named = ofOffice.filter((request) => !isList(request));
    cases = named.flatMap((request) => {
      const all = fieldsOf(request);
      const isKnown = (name: string) => known.has(name.replace(/s$/, '')) || known.has(name);
      const one = all.find(({ name, optional }) => optional && isKnown(name));
      const fields = all.filter(({ name, optional }) => !optional || (one?.name === name && !all.some((each) => !each.optional && isKnown(each.name)))); // prettier-ignore
      const ours = fields.flatMap(({ name, type, list, version }): [string, unknown][] => {
        if (name === 'projectId' || (name === 'code' && request.name === 'GetProject')) return [[name, projectId]];
        if (version) return [[name, 1]];
        const id = known.get(list ? name.replace(/s$/, '') : name);
        return type === 'id' && id ? [[name, list ? [id] : id]] : [];
      });
      if (!ours.some(([name]) => name !== 'version')) return [];
      const [drawn] = fc.sample(record(fields, new Map()), { numRuns: 1, seed: 7 });
      const revealed = request.name.startsWith('RevealPerson') ? { fields: ['NAME'] } : {};
      return [{ request, message: { ...drawn, ...Object.fromEntries(ours), ...revealed } }];
    });
    others = named.filter((request) => !cases.some((each) => each.request === request));
  }, 60_000);
  afterAll(() => house.close());

  const ask = async (by: Person, { request, message }: Case): Promise<string> => {
    try {
      return Buffer.from((await office.send(by, request, message)).body).toString();
    } catch (error) {
      return error instanceof Refusal ? `${error.kind} ${error.code}: ${error.message}` : String(error);
    }
  };

  test('is not there: 404 for whoever works elsewhere, whatever he asks and in whichever role [REQ-085]', async () => {
    const shown: unknown[] = [];
    for (const each of cases)
      for (const role of each.request.roles!) {
        const said = await ask(stranger(role), each);
        if (!said.startsWith('not-found ')) shown.push([each.request.name, role, said.slice(0, 160)]);
      }
    expect(shown).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  }, 120_000);

  test('is refused to every role that has no business there, in our own project too', async () => {
    const open: unknown[] = [];
    for (const { request, message } of [...cases, ...lists.map((list) => ({ request: list, message: {} }))])
      for (const role of roles.filter((each) => !request.roles!.includes(each))) {
        const said = await ask(colleague(role), { request, message });
        if (!said.startsWith('forbidden ')) open.push([request.name, role, said.slice(0, 160)]);
      }
    expect(open).toEqual([]);
  }, 240_000);

  test('stands in no list of whoever works elsewhere, in whichever role', async () => {
    const ids = new Set(cases.flatMap(({ message }) => Object.values(message)));
    const shown: unknown[] = [];
    for (const request of lists) {
      const filtered = fieldsOf(request).some(({ name }) => name === 'projectId');
      for (const role of request.roles!)
        for (const message of [{}, ...(filtered ? [{ projectId }] : [])]) {
          const said = await ask(stranger(role), { request, message });
          if (said.includes(projectId) || [...ids].some((id) => typeof id === 'string' && id.length === 36 && said.includes(id)))
            shown.push([request.name, role, said.slice(0, 160)]); // prettier-ignore
        }
    }
    expect(shown).toEqual([]);
  }, 120_000);

  test('every route of the sales office is asked, and what names nothing of a project is named here', () => {
    expect(others.map(({ name }) => name).sort()).toEqual([...nowhere].sort());
  });

  test('is there for whoever works everywhere: what was asked names what exists', async () => {
    const hidden: unknown[] = [];
    let asked = 0;
    for (const { request, message } of cases) {
      const isQuestion = subjectOf(request).kind === 'qry';
      // The words of a letter stand in another department; a command of an old version changes nothing.
      if (/Letter/.test(request.name) || (!isQuestion && !('version' in message))) continue;
      asked += 1;
      const role: Role = request.roles!.find((name) => name === 'SALES_CONSULTANT') ?? request.roles![0]!;
      const said = await ask(colleague(role), {
        request,
        message: isQuestion ? message : { ...message, version: 999 },
      });
      if (said.startsWith('not-found ')) hidden.push([request.name, role, said.slice(0, 160)]);
    }
    expect(hidden).toEqual([]);
    expect(asked).toBeGreaterThan(70);
  }, 60_000);
});

const camel = (snake: string): string => snake.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
