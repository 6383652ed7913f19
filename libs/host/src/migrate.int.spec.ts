import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDatabase, dropDatabase, sharedPostgres } from '@linli/testing';
import pg from 'pg';
import { migrateService, type ServiceMigration } from './migrate.js';

const customers: ServiceMigration = {
  name: 'Migration001Customers',
  sql: `create table customer (id int primary key, tags jsonb not null default '{}');
        create function tagged(t jsonb) returns boolean language sql as $$ select t ? 'vip' $$;`,
};
const units: ServiceMigration = {
  name: 'Migration002Units',
  sql: "create table unit (code text primary key); insert into unit values ('3-1-1201')",
};
const broken: ServiceMigration = { name: 'Migration003Broken', sql: 'create table half (id int); select nonsense' };

describe('Migrations of a service', () => {
  let server: string;
  let databaseUrl: string;
  let count = 0;

  const query = async <T extends object>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const tables = async () =>
    (
      await query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")
    ).map(({ name }) => name);

  beforeAll(async () => {
    server = await sharedPostgres();
  });
  beforeEach(async () => {
    count += 1;
    databaseUrl = await createDatabase(server, `host_migrate_${process.pid}_${count}`);
  });
  afterAll(async () => {
    for (let i = 1; i <= count; i += 1) await dropDatabase(server, `host_migrate_${process.pid}_${i}`);
  });

  test('are applied in order and named as they are', async () => {
    const told: string[] = [];
    const names = await migrateService({
      databaseUrl,
      migrations: [customers, units],
      applied: (name) => told.push(name),
    });

    expect(names).toEqual(['Migration001Customers', 'Migration002Units']);
    expect(told).toEqual(names);
    expect(await tables()).toEqual(['customer', 'migration', 'unit']);
    expect(await query('select name from migration order by id')).toEqual([
      { name: 'Migration001Customers' },
      { name: 'Migration002Units' },
    ]);
    expect(await query(`select tagged('{"vip": 1}') as tagged`)).toEqual([{ tagged: true }]);
  });

  test('are applied once, and a later one is added to them', async () => {
    await migrateService({ databaseUrl, migrations: [customers] });

    expect(await migrateService({ databaseUrl, migrations: [customers, units] })).toEqual(['Migration002Units']);
    expect(await migrateService({ databaseUrl, migrations: [customers, units] })).toEqual([]);
  });

  test('do not race when two processes start at once', async () => {
    const slow = { name: 'Migration000Slow', sql: 'create table slow (id int); select pg_sleep(0.3)' };
    const all = await Promise.all(
      [1, 2, 3].map(() => migrateService({ databaseUrl, migrations: [slow, customers, units] })),
    );

    expect(all.flat().sort()).toEqual(['Migration000Slow', 'Migration001Customers', 'Migration002Units']);
    expect(all.filter((names) => names.length > 0)).toHaveLength(1);
  });

  test('leave nothing of one that fails, and name it', async () => {
    await expect(migrateService({ databaseUrl, migrations: [customers, units, broken] })).rejects.toThrow(
      /^Migration Migration003Broken failed and was rolled back: .*nonsense/,
    );
    expect(await tables()).toEqual(['customer', 'migration', 'unit']);
    expect(await query("select 1 from pg_locks where locktype = 'advisory'")).toEqual([]);
  });

  test('of an older release find a newer schema and leave it alone', async () => {
    await migrateService({ databaseUrl, migrations: [customers, units] });

    expect(await migrateService({ databaseUrl, migrations: [customers] })).toEqual([]);
  });

  test('with one name twice are refused before anything is touched', async () => {
    await expect(migrateService({ databaseUrl, migrations: [customers, customers] })).rejects.toThrow(
      'There are two migrations called Migration001Customers',
    );
    expect(await tables()).toEqual([]);
  });

  test('may take longer than a request may', async () => {
    const sql =
      "create table bound as select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock";
    await migrateService({ databaseUrl, migrations: [{ name: 'Migration001Bound', sql }] });

    expect(await query('select * from bound')).toEqual([{ statement: '0', lock: '10s' }]);
  });
});
