import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { AUDIT_KEYS, colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AuditKeys, Heads, verifyAudit, type SignedHead } from '../index.js';
import { linkOf, signed, type Log } from '../audit/chain.js';
import { AddPlate, PlaceOrder, shop, ShopModule } from './scratch.js';

const cashier = colleague('CASHIER');
const keys = AuditKeys.of(AUDIT_KEYS);
const strangersKeys = AuditKeys.of(`k1:${Buffer.alloc(32, 7).toString('base64')}`);
const EDITS = Number(process.env['AUDIT_EDITS'] ?? 200);
const SEED = 20_261_130;

let service: ServiceUnderTest;
let superuser: pg.Client;

beforeAll(async () => {
  service = await ServiceUnderTest.start(ShopModule, shop);
  superuser = new pg.Client({ connectionString: service.service.orm.config.get('clientUrl')! });
  await superuser.connect();
}, 60_000);
afterAll(async () => {
  await superuser.end();
  await service.stop();
});

const rows = async <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
  (await superuser.query<R>(sql, values)).rows;
const heads = async (): Promise<SignedHead[]> => {
  const last = await new Heads(service.service.connection.nc).last('shop');
  return last ? [last] : [];
};
const verify = (known: readonly SignedHead[]) => verifyAudit(superuser, { chain: 'shop', keys, heads: known });
const noteReading = (purpose: string) =>
  superuser.query(
    `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields) values (app_now(), 'cashier', $1, 'party', 'p-1', '{phone,name}')`,
    [purpose],
  );
const order = (dish: string) => service.ask(cashier, PlaceOrder, { dish });

/** Everything written so far is sealed, and the last head is outside. */
async function sealed(): Promise<void> {
  await eventually(
    async () => {
      const { unsealed } = await verify([]);
      const [last] = await rows<{ seq: string }>('select max(seq) as seq from audit_seal');
      return unsealed === 0 && (await heads())[0]?.seq === Number(last?.seq);
    },
    'the logs were not sealed',
    5_000,
  );
}

describe('The logs', () => {
  let slow: pg.Client | undefined;
  afterEach(async () => {
    await slow?.end();
    slow = undefined;
  });

  test('are sealed within a second or so, line by line, and nobody waits for it', async () => {
    const placed = await order('rice');
    await service.ask(cashier, AddPlate, { orderId: placed.id, version: placed.version });
    await noteReading('deliver');
    await sealed();
    const [waited] = await rows<{ most: number }>(
      `select max(extract(epoch from s.sealed_at - l.at))::float8 as most from audit_seal s, change_log l where l.id = any(s.change_ids)`,
    );
    expect(waited!.most).toBeLessThan(3);
    const { lines, seals, faults } = await verify(await heads());
    expect({ faults, lines: lines >= 3, seals: seals >= 1 }).toEqual({ faults: [], lines: true, seals: true });
  });

  test('are sealed once by any number of replicas', async () => {
    const replica = await ServiceUnderTest.start(ShopModule, shop, { replicaOf: service });
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => (n % 2 ? replica : service).ask(cashier, PlaceOrder, { dish: `soup ${n}` })),
    );
    await sealed();
    await replica.stop();
    expect((await verify(await heads())).faults).toEqual([]);
    const [twice] = await rows<{ many: number }>(
      'select count(*)::int as many from (select unnest(change_ids) from audit_seal group by 1 having count(*) > 1) as twice',
    );
    expect(twice!.many).toBe(0);
  });

  test('hold a line that was begun before others and committed after they were sealed, and miss none that was taken back', async () => {
    const other = (slow = new pg.Client({ connectionString: service.service.orm.config.get('clientUrl')! }));
    await other.connect();
    const begin = async (purpose: string) => {
      await other.query('begin');
      await other.query(
        `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields) values (app_now(), 'slow', $1, 'party', 'p', '{}')`,
        [purpose],
      );
    };
    await begin('taken back');
    await other.query('rollback');
    await begin('late');
    await noteReading('early');
    await eventually(async () => {
      const [row] = await rows<{ many: number }>(
        `select count(*)::int as many from audit_seal s, read_log l where l.purpose = 'early' and l.id = any(s.read_ids)`,
      );
      return row!.many === 1;
    }, 'a line waited for one that was begun before');
    await other.query('commit');
    await eventually(async () => {
      const [row] = await rows<{ many: number }>(
        `select count(*)::int as many from audit_seal s, read_log l where l.purpose = 'late' and l.id = any(s.read_ids)`,
      );
      return row!.many === 1;
    }, 'the line that came late was not sealed');
    await sealed();
    expect((await verify(await heads())).faults).toEqual([]);
  });

  test.each(['change_log', 'read_log', 'audit_seal'])(
    '%s takes no change, no deletion and no emptying',
    async (table) => {
      for (const attempt of [
        `update ${table} set ${table === 'audit_seal' ? 'lines = 1' : "actor_id = 'x'"}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(superuser.query(attempt)).rejects.toThrow('the log is append-only');
    },
  );
});

interface Place {
  readonly log: Log;
  readonly id: string;
}

describe('Whoever has the whole database in his hand, but not our key,', () => {
  let known: SignedHead[];
  let chain: Place[];

  beforeAll(async () => {
    for (let n = 0; n < 12; n++) {
      await Promise.all([order(`fish ball ${n}`), order(`noodles ${n}`), order(`tofu ${n}`), noteReading(`ask ${n}`)]);
      if (n % 3 === 0) await sealed();
    }
    await sealed();
    known = await heads();
    const seals = await rows<{ change_ids: string[]; read_ids: string[] }>(
      'select change_ids, read_ids from audit_seal order by seq',
    );
    chain = seals.flatMap(({ change_ids, read_ids }) => [
      ...change_ids.map((id): Place => ({ log: 'change_log', id })),
      ...read_ids.map((id): Place => ({ log: 'read_log', id })),
    ]);
  }, 30_000);
  beforeEach(async () => {
    await superuser.query('begin');
    // As a superuser may: no trigger holds him.
    await superuser.query("set local session_replication_role = 'replica'");
  });
  afterEach(() => superuser.query('rollback'));

  const columns: Readonly<Record<Log, readonly string[]>> = {
    change_log: [
      'actor_id',
      'action',
      'aggregate_type',
      'aggregate_id',
      'kind',
      'correlation_id',
      'state_from',
      'state_to',
    ],
    read_log: ['actor_id', 'purpose', 'subject_type', 'subject_id', 'correlation_id'],
  };
  const special: Readonly<Record<Log, readonly string[]>> = {
    change_log: [
      `at = at + interval '1 microsecond'`,
      'version = coalesce(version, 0) + 1',
      `changed = changed || '{x}'`,
    ],
    read_log: [`at = at - interval '1 hour'`, `fields = fields[2:]`],
  };
  /** In a savepoint: what he did, what is found, and everything as before. */
  async function tampered(deed: () => Promise<unknown>): Promise<readonly string[]> {
    await superuser.query('savepoint before');
    await deed();
    const { faults } = await verify(known);
    await superuser.query('rollback to savepoint before');
    return faults;
  }
  /** The same lines under other ids. */
  async function rename(log: Log, ids: Readonly<Record<string, string>>): Promise<void> {
    const [names] = await rows<{ all: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as all from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> 'id'`,
      [log],
    );
    const other = Object.entries(ids).map(([from, to]) => `when ${from} then ${to}::bigint`);
    await superuser.query(`create temporary table renamed on commit drop as select case id ${other.join(' ')} end as id, ${names!.all}
      from ${log} where id in (${Object.keys(ids).join()})`);
    await superuser.query(`delete from ${log} where id in (${Object.keys(ids).join()})`);
    await superuser.query(
      `insert into ${log} (id, ${names!.all}) overriding system value select id, ${names!.all} from renamed`,
    );
  }
  const named = ({ log, id }: Place) => new RegExp(`^${log} ${id} was (changed|deleted) `);

  test(`is found in each of ${EDITS} edits, deletions and swaps, and the first line that is wrong is named`, async () => {
    expect((await verify(known)).faults).toEqual([]);
    const deeds = fc.sample(
      fc.record({
        kind: fc.constantFrom('edit', 'edit', 'special', 'delete', 'rename', 'swap'),
        at: fc.nat(),
        other: fc.nat(),
        column: fc.nat(),
      }),
      { numRuns: EDITS, seed: SEED },
    );
    const missed: unknown[] = [];
    for (const { kind, at, other, column } of deeds) {
      const first = chain[at % chain.length]!;
      const same = chain.filter(({ log, id }) => log === first.log && id !== first.id);
      const second = same[other % same.length]!;
      const of = <T>(list: readonly T[]) => list[column % list.length]!;
      const faults = await tampered(async () => {
        if (kind === 'edit')
          await superuser.query(`update ${first.log} set ${of(columns[first.log])} = 'nobody' where id = $1`, [
            first.id,
          ]);
        else if (kind === 'special')
          await superuser.query(`update ${first.log} set ${of(special[first.log])} where id = $1`, [first.id]);
        else if (kind === 'rename') await rename(first.log, { [first.id]: String(1_000_000 + at) });
        else if (kind === 'delete') await superuser.query(`delete from ${first.log} where id = $1`, [first.id]);
        else await rename(first.log, { [first.id]: second.id, [second.id]: first.id });
      });
      const wrong = kind === 'swap' && chain.indexOf(second) < chain.indexOf(first) ? second : first;
      if (!named(wrong).test(faults[0] ?? '')) missed.push({ kind, first, second, faults });
    }
    expect(missed).toEqual([]);
  }, 60_000);

  test('is found in 20 tails that he cuts off with their seals, by the head that is kept outside', async () => {
    const [last] = await rows<{ seq: string }>('select max(seq) as seq from audit_seal');
    const missed: unknown[] = [];
    for (let n = 0; n < 20; n++) {
      const from = 1 + Math.floor((Number(last!.seq) * n) / 20);
      const faults = await tampered(async () => {
        await superuser.query(
          'delete from change_log where id in (select unnest(change_ids) from audit_seal where seq >= $1)',
          [from],
        );
        await superuser.query(
          'delete from read_log where id in (select unnest(read_ids) from audit_seal where seq >= $1)',
          [from],
        );
        await superuser.query('delete from audit_seal where seq >= $1', [from]);
      });
      if (faults.length !== 1 || !faults[0]!.startsWith('the tail is cut: seal ')) missed.push({ from, faults });
    }
    expect(missed).toEqual([]);
  });

  test('is found when he slips a line in, or a seal away', async () => {
    const slipped = await tampered(() =>
      superuser.query(
        `insert into change_log (id, at, actor_id, action, aggregate_type, aggregate_id, kind, changed) overriding system value
         values (0, now(), 'x', 'x', 'x', 'x', 'update', '{}')`,
      ),
    );
    expect(slipped).toEqual(['change_log 0 stands in no seal: it was slipped in']);
    const without = await tampered(() => superuser.query('delete from audit_seal where seq = 2'));
    expect(without[0]).toBe('seal 2 is missing before seal 3');
  });

  test('is found when he seals his forgery himself, from the changed line to the end', async () => {
    let at = 0;
    const faults = await tampered(async () => {
      const seals = await rows<{
        seq: string;
        change_ids: string[];
        read_ids: string[];
        hashes: Buffer;
        key_id: string;
      }>('select * from audit_seal order by seq');
      at = seals.findIndex(({ change_ids: ids }, n) => n >= 2 && ids.length > 0);
      const forged = seals[at]!;
      await superuser.query(`update change_log set actor_id = 'nobody' where id = $1`, [forged.change_ids[0]]);
      let link = seals[at - 1]!.hashes.subarray(-32);
      for (const seal of seals.slice(at)) {
        const lines = await rows<{ line: string }>(
          `select audit_line(l) as line from change_log l join unnest($1::bigint[]) with ordinality as o(id, n) using (id) order by n`,
          [seal.change_ids],
        );
        const reads = await rows<{ line: string }>(
          `select audit_line(l) as line from read_log l join unnest($1::bigint[]) with ordinality as o(id, n) using (id) order by n`,
          [seal.read_ids],
        );
        const links = [...lines, ...reads].map(({ line }) => (link = linkOf(link, line)));
        const head = { ...known[0]!, seq: Number(seal.seq), link: link.toString('base64url') };
        const { signature } = signed(head, strangersKeys);
        await superuser.query('update audit_seal set hashes = $2, signature = $3 where seq = $1', [
          ...[seal.seq, Buffer.concat(links)],
          Buffer.from(signature, 'base64url'),
        ]);
      }
    });
    expect(faults[0]).toMatch(new RegExp(`^seal ${at + 1}, from change_log \\d+ on, is not as it was signed$`));
  });

  test('is found when he puts a head of his own outside', async () => {
    const own = signed({ ...known[0]!, lines: 1 }, strangersKeys);
    const { faults } = await verifyAudit(superuser, { chain: 'shop', keys, heads: [own] });
    expect(faults).toEqual([`the head of seal ${own.seq} that was kept outside is not signed with our key`]);
  });
});
