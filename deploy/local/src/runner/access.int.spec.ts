import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, databaseUrl, dropDatabase, sharedPostgres } from '@linli/testing/servers';

const names = ['complaints', 'client_club'];
const passwords = '-c linli.owner_password=of-owner -c linli.app_password=of-app -c linli.read_password=of-read';
const script = (name: string) => readFileSync(resolve('deploy/postgres', name), 'utf8');

let server: string;

/** The same two scripts that prepare the databases of compose and of a cluster. */
beforeAll(async () => {
  server = await sharedPostgres();
  for (const name of names) await createDatabase(server, name);
  for (const name of [...names, ...names])
    await run(databaseUrl(server, name), script('access.sql') + script('passwords.sql'), passwords);
  migrate('complaints');
});

afterAll(async () => {
  for (const name of names) await dropDatabase(server, name);
  const roles = names.flatMap((name) => [`${name}_owner`, name, `${name}_read`]);
  await run(server, `drop role if exists ${roles.join(', ')}`);
});

async function run(url: string, sql: string, options?: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, ...(options ? { options } : {}) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function addressOf(role: string, password: string, database: string): string {
  const url = new URL(databaseUrl(server, database));
  url.username = role;
  url.password = password;
  return url.toString();
}

/** As the migration step does, with the bundle that is shipped. */
function migrate(service: string): void {
  execFileSync(process.execPath, [resolve('dist', service, 'migrate.js')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: addressOf(`${service}_owner`, 'of-owner', service) },
    stdio: 'pipe',
  });
}

const owner = (sql: string) => run(addressOf('complaints_owner', 'of-owner', 'complaints'), sql);
const app = (sql: string) => run(addressOf('complaints', 'of-app', 'complaints'), sql);
const reader = (sql: string) => run(addressOf('complaints_read', 'of-read', 'complaints'), sql);

describe('the roles of a department', () => {
  it('the owner migrates, the service writes rows, the reader reads them', async () => {
    expect(await owner('select count(*)::int > 5 as migrated from migration')).toEqual([{ migrated: true }]);
    await app("insert into stream_mark values ('EVT_TEST', 'today')");
    expect(await reader("select stream_created from stream_mark where stream = 'EVT_TEST'")).toEqual([
      { stream_created: 'today' },
    ]);
    await app("delete from stream_mark where stream = 'EVT_TEST'");
  });

  it('the service may do with every table what its use cases do, and takes numbers from every sequence', async () => {
    const lacking = await app(`
      select relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public' and (
        (relkind in ('r', 'p') and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
          and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete')))
        or (relkind = 'S' and not has_sequence_privilege(c.oid, 'usage')))`);
    expect(lacking).toEqual([]);
  });

  it.each([
    ['make a table', 'create table spare (id int)'],
    ['change one', 'alter table outbox add column spare int'],
    ['drop one', 'drop table outbox'],
    ['empty one', 'truncate outbox'],
    ['switch a trigger off', 'alter table outbox disable trigger all'],
    ['become the owner', 'set role complaints_owner'],
    ['make a role', 'create role spare'],
  ])('the service may not %s', async (_deed, sql) => {
    await expect(app(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each([
    ['write a row', "insert into stream_mark values ('EVT_TEST', 'today')"],
    ['write one with the switch turned', 'set default_transaction_read_only = off; delete from stream_mark'],
  ])('the reader may not %s', async (_deed, sql) => {
    await expect(reader(sql)).rejects.toThrow(/permission denied|read-only transaction/);
  });

  it.each([
    ['complaints_owner', 'of-owner'],
    ['complaints', 'of-app'],
    ['complaints_read', 'of-read'],
  ])('%s does not come into the database of another department', async (role, password) => {
    await expect(run(addressOf(role, password, 'client_club'), 'select 1')).rejects.toThrow(
      'permission denied for database',
    );
  });

  it('nobody comes in without his password', async () => {
    await expect(run(addressOf('complaints', 'of-another', 'complaints'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });
});
