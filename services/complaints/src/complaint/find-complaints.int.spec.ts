import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { Actor, Reader } from '@linli/bus';
import { FindComplaints } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { FindComplaintsHandler } from './find-complaints.js';

const MANY = 20_000;
const FILL = `
alter table complaint disable trigger user;
insert into party (id, name_sealed, name_masked, name_index, registered_at)
select ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 's', '王*', 'i', now() from generate_series(1, ${MANY}) n;
insert into complaint (id, form_no, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, category, urgency, content, due_on, card)
select ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'TS-' || n, (array['binjiang', 'xihu', 'qianjiang'])[1 + n % 3],
  (array['REGISTERED', 'INVESTIGATED', 'PLANNED', 'CLOSED', 'CLOSED'])[1 + n % 5], now(), 'x', 'HOTLINE', 'DIRECT',
  ('01980000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'OWNER', 'QUALITY', 'NORMAL', 'x', '2026-12-01',
  json_build_object('id', ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')), 'projectId', (array['binjiang', 'xihu', 'qianjiang'])[1 + n % 3])::text from generate_series(1, ${MANY}) n;
analyze party; analyze complaint;`;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Reads as the service does and keeps what was read. */
class NotingReader extends Reader {
  statement = '';
  values: readonly unknown[] = [];
  found = 0;

  override async all<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const rows = await super.all<R>(text, values);
    Object.assign(this, { statement: text, values, found: rows.length });
    return rows;
  }
}

const nodes = (plan: PlanNode): string[] => [
  `${plan['Node Type']} ${plan['Index Name'] ?? ''}`.trim(),
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('A page of complaints', () => {
  let dept: ServiceUnderTest;
  let pool: Pool;
  let reader: NotingReader;
  let find: FindComplaintsHandler;
  const everywhere = new Actor('manager', '主管经理', ['MANAGER_IN_CHARGE'], ['*'], 'linli', '');

  beforeAll(async () => {
    // Filling it may take longer than a service waits for its database.
    dept = await ServiceUnderTest.start(AppModule, complaints, { databaseAnswersWithinMs: 60_000 });
    const { em } = dept.service.orm;
    pool = await em.getConnection().getNativeClient();
    await pool.query(FILL);
    reader = new NotingReader(em);
    find = new FindComplaintsHandler(reader, dept.service.app.get(PartySearch));
  }, 60_000);
  afterAll(() => dept.stop());

  async function planOf(
    question: Partial<FindComplaints>,
    by = everywhere,
    kind: 'custom' | 'generic' = 'custom',
  ): Promise<string[]> {
    await find.handle(Object.assign(new FindComplaints(), question), by);
    expect(reader.found).toBe(51);
    const values = kind === 'custom' ? [...reader.values] : [];
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (format json${kind === 'generic' ? ', generic_plan' : ''}) ${reader.statement}`,
      values,
    );
    return nodes(rows[0]!['QUERY PLAN'][0].Plan).filter((node) => node !== 'Subquery Scan');
  }

  const walk = (index: string) => ['Limit', `Index Scan ${index}`];
  const last = Buffer.from('01990000-0000-7000-8000-000000001000').toString('base64url');

  test.each([
    ['of one project and state', { projectId: 'binjiang', state: 'CLOSED' }, 'complaint_project_state'],
    ['of one project', { projectId: 'binjiang' }, 'complaint_project'],
    ['of one state', { state: 'PLANNED' }, 'complaint_state'],
    ['of all', {}, 'complaint_pkey'],
  ])(
    '%s is read along one index from its first to its last row, however many there are',
    async (_which, question, index) => {
      for (const kind of ['custom', 'generic'] as const) {
        expect(await planOf(question, everywhere, kind)).toEqual(walk(index));
        expect(await planOf({ ...question, cursor: last }, everywhere, kind)).toEqual(walk(index));
      }
    },
  );

  test('is asked for by one statement, whose text does not change from page to page', async () => {
    await planOf({ projectId: 'binjiang', state: 'CLOSED', cursor: last });
    const first = reader.statement;
    await planOf({
      projectId: 'xihu',
      state: 'PLANNED',
      cursor: Buffer.from('01990000-0000-7000-8000-000000000fff').toString('base64url'),
    });
    expect(reader.statement).toBe(first);
  });

  test('of a project that the person does not see is empty', async () => {
    const narrow = { ...stranger('COMPLAINT_HANDLER'), id: 'of-xihu', projects: ['xihu'] };
    expect(await dept.ask(narrow, FindComplaints, { projectId: 'binjiang' })).toEqual({ items: [] });
    const { items } = await dept.ask(narrow, FindComplaints, {});
    expect([items.length, new Set(items.map(({ projectId }) => projectId))]).toEqual([50, new Set(['xihu'])]);
  });
});
